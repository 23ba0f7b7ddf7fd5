# The PowerShell side of a session: dot-sourced once, then asked by one fixed line for each cmdlet.
# Language and .NET classes only: the same file runs on pwsh and on the bare engine, and no user text is ever source.
param([Parameter(Mandatory)][string] $Config)

$ErrorActionPreference = 'Stop'
# pwsh keeps the lines it has read, and with them what people asked: at least one, no more
$global:MaximumHistoryCount = 1
[cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::InvariantCulture
[cultureinfo]::DefaultThreadCurrentUICulture = [cultureinfo]::InvariantCulture
[cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
[cultureinfo]::CurrentUICulture = [cultureinfo]::InvariantCulture

$Bot = @{
    Out          = [System.IO.StreamWriter]::new([Console]::OpenStandardOutput(), [System.Text.UTF8Encoding]::new($false))
    Cmdlets      = [System.Collections.Generic.Dictionary[string, object]]::new([StringComparer]::Ordinal)
    Module       = ''
    Runspace     = $null
    Wedged       = $false
    Bound        = $false
    Cut          = $false
    MaxRows      = 20000
    MaxJsonBytes = 4MB
    MaxText      = 1MB
    MaxSaid      = 4KB
    MaxDepth     = 6
}

# Parses base64 of UTF-8 JSON to plain data: ordinal dictionaries, arrays, strings, numbers. Duplicate keys are refused.
function ConvertFrom-BotText([string] $Base64) {
    $text = [System.Text.UTF8Encoding]::new($false, $true).GetString([Convert]::FromBase64String($Base64))
    $options = [System.Text.Json.JsonDocumentOptions]::new()
    $options.MaxDepth = 12
    $document = [System.Text.Json.JsonDocument]::Parse($text, $options)
    try { , (ConvertFrom-BotJson $document.RootElement) } finally { $document.Dispose() }
}

function ConvertFrom-BotJson([System.Text.Json.JsonElement] $Element) {
    switch ($Element.ValueKind.ToString()) {
        'Object' {
            $map = [System.Collections.Generic.Dictionary[string, object]]::new([StringComparer]::Ordinal)
            foreach ($property in $Element.EnumerateObject()) { $map.Add($property.Name, (ConvertFrom-BotJson $property.Value)) }
            return , $map
        }
        'Array' {
            $list = [System.Collections.Generic.List[object]]::new()
            foreach ($item in $Element.EnumerateArray()) { $list.Add((ConvertFrom-BotJson $item)) }
            return , $list.ToArray()
        }
        'String' { return $Element.GetString() }
        'Number' {
            $whole = 0L
            if (-not $Element.TryGetInt64([ref] $whole)) { return $Element.GetDouble() }
            if ($whole -ge [int]::MinValue -and $whole -le [int]::MaxValue) { return [int] $whole }
            return $whole
        }
        'True' { return $true }
        'False' { return $false }
        default { return $null }
    }
}

# One line on standard output that only this request can have written. What a module prints around it is noise.
function Write-BotFrame([string] $Nonce, [byte[]] $Json) {
    $text = [Convert]::ToBase64String($Json)
    $Bot.Out.Write("`n<<${Nonce}:${text}:${Nonce}>>`n")
    $Bot.Out.Flush()
}

function New-BotAnswer([string] $Outcome, [string] $Id, [string] $Message) {
    $errors = [System.Collections.Generic.List[object]]::new()
    if ($Id) { $errors.Add(@{ message = $Message; id = $Id; category = ''; target = ''; type = ''; terminating = $true }) }
    @{ outcome = $Outcome; output = @(); fields = @(); errors = $errors; warnings = @(); ms = 0; truncated = $false; wedged = $false }
}

function ConvertTo-BotRecord([System.Management.Automation.ErrorRecord] $Record, [bool] $Terminating) {
    @{
        message     = [string] $Record.Exception.Message
        id          = [string] $Record.FullyQualifiedErrorId
        category    = [string] $Record.CategoryInfo.Category
        target      = [string] $Record.CategoryInfo.TargetName
        type        = [string] $Record.Exception.GetType().FullName
        terminating = $Terminating
    }
}

# Writes the envelope. Rows are cut to the contract's fields, and the whole to a size, depth and number of rows.
function ConvertTo-BotJson($Answer) {
    $stream = [System.IO.MemoryStream]::new()
    $json = [System.Text.Json.Utf8JsonWriter]::new($stream, [System.Text.Json.JsonWriterOptions]::new())
    $json.WriteStartObject()
    $json.WriteStartArray('output')
    $rows = 0
    $Bot.Cut = $Answer.truncated
    foreach ($item in $Answer.output) {
        if ($null -eq $item) { continue }
        if ($rows -ge $Bot.MaxRows -or ($json.BytesCommitted + $json.BytesPending) -gt $Bot.MaxJsonBytes) { $Bot.Cut = $true; break }
        $rows++
        $json.WriteStartObject()
        foreach ($field in $Answer.fields) {
            $property = $item.PSObject.Properties[$field]
            if ($null -eq $property) { continue }
            $json.WritePropertyName($field)
            $value = $null
            try { $value = $property.Value } catch { $value = $null }
            Write-BotValue $json $value 1
        }
        $json.WriteEndObject()
    }
    $json.WriteEndArray()
    $json.WriteStartArray('errors')
    foreach ($record in $Answer.errors) {
        $json.WriteStartObject()
        foreach ($name in 'message', 'id', 'category', 'target', 'type') { $json.WriteString($name, (Limit-BotText $record[$name])) }
        $json.WriteBoolean('terminating', $record.terminating)
        $json.WriteEndObject()
    }
    $json.WriteEndArray()
    $json.WriteStartArray('warnings')
    foreach ($warning in $Answer.warnings) { $json.WriteStringValue((Limit-BotText $warning)) }
    $json.WriteEndArray()
    $json.WriteString('outcome', $Answer.outcome)
    $json.WriteNumber('ms', [double] $Answer.ms)
    $json.WriteBoolean('truncated', $Bot.Cut)
    $json.WriteBoolean('wedged', $Answer.wedged)
    $json.WriteEndObject()
    $json.Dispose()
    , $stream.ToArray()
}

# A record may carry a whole answer as its text.
function Limit-BotText([string] $Text) {
    if ($Text.Length -le $Bot.MaxSaid) { $Text } else { $Text.Substring(0, $Bot.MaxSaid) }
}

function Write-BotValue([System.Text.Json.Utf8JsonWriter] $Json, $Value, [int] $Depth) {
    if ($null -eq $Value) { $Json.WriteNullValue(); return }
    # assigned by statements: as the value of an «if», a list of one would become its item
    $plain = $Value
    if ($Value -is [psobject] -and $Value.PSObject.BaseObject -isnot [System.Management.Automation.PSCustomObject]) { $plain = $Value.PSObject.BaseObject }
    if ($plain -is [string] -and $plain.Length -gt $Bot.MaxText) { $Bot.Cut = $true; $Json.WriteNullValue(); return }
    if ($plain -is [string] -or $plain -is [char] -or $plain -is [guid] -or $plain -is [enum] -or $plain -is [uri]) { $Json.WriteStringValue([string] $plain); return }
    if ($plain -is [bool]) { $Json.WriteBooleanValue($plain); return }
    if ($plain -is [System.Management.Automation.SwitchParameter]) { $Json.WriteBooleanValue($plain.IsPresent); return }
    if ($plain -is [double] -or $plain -is [single]) {
        if ([double]::IsFinite($plain)) { $Json.WriteNumberValue([double] $plain) } else { $Json.WriteNullValue() }
        return
    }
    if ($plain -is [decimal]) { $Json.WriteNumberValue([decimal] $plain); return }
    if ($plain -is [ulong]) { $Json.WriteNumberValue([ulong] $plain); return }
    if ($plain -is [ValueType] -and $plain -as [long] -is [long] -and $plain.GetType().IsPrimitive) { $Json.WriteNumberValue([long] $plain); return }
    if ($plain -is [datetime] -or $plain -is [datetimeoffset]) { $Json.WriteStringValue($plain.ToString('o', [cultureinfo]::InvariantCulture)); return }
    if ($plain -is [timespan]) { $Json.WriteStringValue($plain.ToString('c')); return }
    if ($plain -is [securestring] -or $plain -is [pscredential] -or $plain -is [delegate] -or $plain -is [type]) { $Json.WriteNullValue(); return }
    if ($Depth -ge $Bot.MaxDepth) { $Json.WriteNullValue(); return }
    if (($Json.BytesCommitted + $Json.BytesPending) -gt $Bot.MaxJsonBytes) { $Bot.Cut = $true; $Json.WriteNullValue(); return }
    if ($plain -is [System.Collections.IDictionary]) {
        $Json.WriteStartObject()
        foreach ($key in @($plain.Keys)) { $Json.WritePropertyName([string] $key); Write-BotValue $Json $plain[$key] ($Depth + 1) }
        $Json.WriteEndObject()
        return
    }
    if ($plain -is [System.Collections.IEnumerable]) {
        $Json.WriteStartArray()
        $left = 5000
        foreach ($item in $plain) { if (--$left -lt 0) { $Bot.Cut = $true; break }; Write-BotValue $Json $item ($Depth + 1) }
        $Json.WriteEndArray()
        return
    }
    $Json.WriteStartObject()
    $left = 100
    foreach ($property in $Value.PSObject.Properties) {
        if (--$left -lt 0) { $Bot.Cut = $true; break }
        if ($property.MemberType -notin 'NoteProperty', 'Property') { continue }
        $inner = $null
        try { $inner = $property.Value } catch { $inner = $null }
        $Json.WritePropertyName($property.Name)
        Write-BotValue $Json $inner ($Depth + 1)
    }
    $Json.WriteEndObject()
}

# Runs one command of the module in the worker, with a limit. Returns the answer; never throws for what the command did.
function Invoke-BotWorker([string] $Name, $Parameters, $Fields, [int] $Milliseconds) {
    $answer = New-BotAnswer 'done'
    $answer.fields = $Fields
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $shell = [powershell]::Create()
    $shell.Runspace = $Bot.Runspace
    $null = $shell.AddCommand($Name, $true).AddParameters($Parameters)
    $in = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $in.Complete()
    $out = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $settings = [System.Management.Automation.PSInvocationSettings]::new()
    # without this, `exit` and a stray `break` end a cmdlet as if all were well
    $settings.ExposeFlowControlExceptions = $true
    $pending = $shell.BeginInvoke($in, $out, $settings, $null, $null)
    # short waits: one long one would defeat an interrupt
    while (-not $pending.AsyncWaitHandle.WaitOne(100)) {
        if ($watch.ElapsedMilliseconds -lt $Milliseconds -and $out.Count -le $Bot.MaxRows) { continue }
        $tooMany = $out.Count -gt $Bot.MaxRows
        $stopping = $shell.BeginStop($null, $null)
        $answer.wedged = -not $stopping.AsyncWaitHandle.WaitOne(2000)
        $lost = if ($tooMany) { New-BotAnswer 'unknown' 'Bridge.TooMuchOutput' 'The cmdlet returned more rows than can be taken.' }
        else { New-BotAnswer 'unknown' 'Bridge.TimedOut' "The cmdlet did not answer within $Milliseconds ms." }
        $lost.wedged = $answer.wedged
        $lost.ms = $watch.Elapsed.TotalMilliseconds
        # a worker that cannot be stopped must not be disposed of: that waits for ever
        if ($lost.wedged) { $Bot.Wedged = $true } else { $shell.Dispose() }
        return $lost
    }
    $errors = [System.Collections.Generic.List[object]]::new()
    try { $null = $shell.EndInvoke($pending) }
    catch {
        # EndInvoke is a method: what it throws comes wrapped once
        $cause = if ($_.Exception -is [System.Management.Automation.MethodInvocationException]) { $_.Exception.InnerException } else { $_.Exception }
        if ($cause -is [System.Management.Automation.FlowControlException] -or $cause -is [System.Management.Automation.ExitException]) {
            $answer.outcome = 'unknown'
            $errors.Add(@{ message = 'The cmdlet ended itself without an answer.'; id = "Bridge.$($cause.GetType().Name)"; category = ''; target = ''; type = $cause.GetType().FullName; terminating = $true })
        }
        elseif ($cause -is [System.Management.Automation.RuntimeException]) {
            $errors.Add((ConvertTo-BotRecord $cause.ErrorRecord $true))
            $answer.outcome = if (Test-BotNothingRan $cause $Name) { 'not-run' } elseif (Test-BotAnswerLost $cause.ErrorRecord.Exception) { 'unknown' } else { 'failed' }
        }
        else {
            $answer.outcome = 'failed'
            $errors.Add(@{ message = $cause.Message; id = $cause.GetType().Name; category = ''; target = ''; type = $cause.GetType().FullName; terminating = $true })
        }
    }
    foreach ($record in $shell.Streams.Error.ReadAll()) {
        if ($errors.Count -lt 50) { $errors.Add((ConvertTo-BotRecord $record $false)) }
        if ($answer.outcome -ne 'unknown') { $answer.outcome = if (Test-BotAnswerLost $record.Exception) { 'unknown' } else { 'failed' } }
    }
    $answer.errors = $errors
    $answer.output = $out.ReadAll()
    $warnings = [System.Collections.Generic.List[string]]::new()
    foreach ($warning in $shell.Streams.Warning.ReadAll()) { if ($warnings.Count -lt 50) { $warnings.Add($warning.Message) } }
    $answer.warnings = $warnings
    $shell.Dispose()
    $answer.ms = $watch.Elapsed.TotalMilliseconds
    $answer
}

# Only a parameter of the cmdlet itself that did not bind, or a cmdlet that is not there, proves that nothing ran.
function Test-BotNothingRan($Cause, [string] $Name) {
    $exception = $Cause.ErrorRecord.Exception
    if ($Cause -is [System.Management.Automation.CommandNotFoundException]) { return $Cause.CommandName -eq $Name }
    if ($exception -is [System.Management.Automation.CommandNotFoundException]) { return $exception.CommandName -eq $Name }
    if ($Cause -isnot [System.Management.Automation.ParameterBindingException]) { return $false }
    $command = $Cause.CommandInvocation.MyCommand
    return $null -ne $command -and "$($command.ModuleName)\$($command.Name)" -eq $Name
}

# A request that broke off on the network without a status may have been carried out.
function Test-BotAnswerLost($Exception) {
    for ($one = $Exception; $null -ne $one; $one = $one.InnerException) {
        if ($one -is [System.Net.Http.HttpRequestException]) { return $null -eq $one.StatusCode }
        if ($one -is [System.OperationCanceledException] -or $one -is [TimeoutException] -or $one -is [System.IO.IOException]) { return $true }
    }
    $false
}

# The one line of every call: `Invoke-BotCall '<nonce>' '<base64 of {cmdlet, parameters, ms}>'`.
function Invoke-BotCall([string] $Nonce, [string] $Request) {
    $answer = try { Invoke-BotRequest (ConvertFrom-BotText $Request) }
    catch { New-BotAnswer 'not-run' 'Bridge.BadRequest' $_.Exception.Message }
    Write-BotFrame $Nonce (ConvertTo-BotJson $answer)
}

function Invoke-BotRequest($Request) {
    if ($Bot.Wedged) { return New-BotAnswer 'not-run' 'Bridge.Wedged' 'An earlier cmdlet could not be stopped.' }
    $cmdlet = $Request['cmdlet']
    if ($cmdlet -isnot [string] -or -not $Bot.Cmdlets.ContainsKey($cmdlet)) { return New-BotAnswer 'not-run' 'Bridge.NotAllowed' 'This cmdlet is not in the contract.' }
    $known = $Bot.Cmdlets[$cmdlet]
    $parameters = [System.Collections.Generic.Dictionary[string, object]]::new([StringComparer]::Ordinal)
    foreach ($entry in $Request['parameters'].GetEnumerator()) {
        if (-not $known.Parameters.Contains($entry.Key)) { return New-BotAnswer 'not-run' 'Bridge.NotAllowed' 'A parameter is not in the contract.' }
        $parameters.Add($entry.Key, $entry.Value)
    }
    if ($known.Confirms) { $parameters['Confirm'] = $false }
    Invoke-BotWorker "$($Bot.Module)\$cmdlet" $parameters $known.Fields ([int] $Request['ms'])
}

# Binds this process to one admin: `Connect-BotSession '<nonce>' '<base64 of {file, ms}>'`. The file holds the connecting
# command with its secrets; it is read once and deleted, so that they show in no command line, environment or log.
function Connect-BotSession([string] $Nonce, [string] $Request) {
    $answer = try {
        if ($Bot.Bound) { throw [System.InvalidOperationException]::new('This process belongs to somebody already.') }
        $Bot.Bound = $true
        $asked = ConvertFrom-BotText $Request
        $text = [System.IO.File]::ReadAllBytes($asked['file'])
        [System.IO.File]::Delete($asked['file'])
        $connect = ConvertFrom-BotText ([Convert]::ToBase64String($text))
        Show-BotCommand $connect['cmdlet'] 'Public'
        $parameters = [System.Collections.Generic.Dictionary[string, object]]::new([StringComparer]::Ordinal)
        foreach ($entry in $connect['parameters'].GetEnumerator()) { $parameters.Add($entry.Key, $entry.Value) }
        Invoke-BotWorker "$($Bot.Module)\$($connect['cmdlet'])" $parameters @('TenantId') ([int] $asked['ms'])
        Show-BotCommand $connect['cmdlet'] 'Private'
    }
    catch { New-BotAnswer 'not-run' 'Bridge.BadRequest' $_.Exception.Message }
    Write-BotFrame $Nonce (ConvertTo-BotJson $answer)
}

function Show-BotCommand([string] $Name, [System.Management.Automation.SessionStateEntryVisibility] $Visibility) {
    $command = $Bot.Runspace.SessionStateProxy.InvokeCommand.GetCommand("$($Bot.Module)\$Name", 'Function,Cmdlet')
    if ($null -ne $command) { $command.Visibility = $Visibility }
}

function Read-BotContract([string] $File) {
    $contract = ConvertFrom-BotText ([Convert]::ToBase64String([System.IO.File]::ReadAllBytes($File)))
    foreach ($cmdlet in $contract['cmdlets']) {
        # a process is bound once, by Connect-BotSession, and never to anybody else
        if ($cmdlet['name'] -match '^(Connect|Disconnect)-|^New-CsOnlineSession$') { continue }
        $parameters = [System.Collections.Generic.HashSet[string]]::new([StringComparer]::OrdinalIgnoreCase)
        foreach ($set in $cmdlet['parameterSets']) {
            foreach ($parameter in $set['parameters']) {
                $null = $parameters.Add($parameter['name'])
                foreach ($alias in $parameter['aliases']) { $null = $parameters.Add($alias) }
            }
        }
        $fields = [System.Collections.Generic.List[string]]::new()
        foreach ($field in $cmdlet['outputs']) { $fields.Add($field['name']) }
        $Bot.Cmdlets[$cmdlet['name']] = @{ Parameters = $parameters; Fields = $fields; Confirms = $parameters.Contains('Confirm') }
    }
}

# The worker: the module in its own runspace, nothing else to be seen in it from outside.
function New-BotRunspace([string] $Module, $Describe) {
    foreach ($create in 'CreateDefault', 'CreateDefault2') {
        try {
            $state = [initialsessionstate]::$create()
            foreach ($pair in @(('ErrorActionPreference', 'Continue'), ('ProgressPreference', 'SilentlyContinue'), ('InformationPreference', 'SilentlyContinue'), ('ConfirmPreference', 'None'))) {
                $state.Variables.Add([System.Management.Automation.Runspaces.SessionStateVariableEntry]::new($pair[0], $pair[1], ''))
            }
            $runspace = [runspacefactory]::CreateRunspace($state)
            $runspace.ThreadOptions = 'ReuseThread'
            $runspace.Open()
            break
        }
        catch { if ($create -eq 'CreateDefault2') { throw } }
    }
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    $null = $shell.AddCommand('Microsoft.PowerShell.Core\Import-Module').AddParameter('Name', $Module).AddParameter('PassThru', $true).AddParameter('ErrorAction', 'Stop')
    $imported = $shell.Invoke()[0]
    $Bot.Module = $imported.Name
    $shell.Dispose()
    $described = if ($Describe) { Get-BotDescription $imported $runspace $Describe }
    foreach ($command in $runspace.SessionStateProxy.InvokeCommand.GetCommands('*', 'Alias,Function,Cmdlet,Filter,Configuration', $true)) {
        if ($command.ModuleName -ne $Bot.Module -or -not $Bot.Cmdlets.ContainsKey($command.Name)) { $command.Visibility = 'Private' }
    }
    $runspace.SessionStateProxy.Applications.Clear()
    $runspace.SessionStateProxy.Scripts.Clear()
    $runspace.SessionStateProxy.SetVariable('PSModuleAutoLoadingPreference', 'None')
    $runspace.SessionStateProxy.LanguageMode = 'NoLanguage'
    $Bot.Runspace = $runspace
    $described
}

# What the installed module can do, of the cmdlets that are named: it is compared with the contract before anybody signs in.
function Get-BotDescription($Imported, $Runspace, $Names) {
    $label = $Imported.PrivateData -is [System.Collections.IDictionary] -and $Imported.PrivateData['PSData'] -is [System.Collections.IDictionary] ? $Imported.PrivateData['PSData']['Prerelease'] : ''
    [pscustomobject]@{ Name = $Imported.Name; Version = $label ? "$($Imported.Version)-$label" : "$($Imported.Version)" }
    foreach ($name in $Names) {
        $command = $Runspace.SessionStateProxy.InvokeCommand.GetCommand("$($Imported.Name)\$name", 'Function,Cmdlet')
        if ($null -eq $command) { continue }
        $parameters = [System.Collections.Generic.List[object]]::new()
        foreach ($one in $command.Parameters.Values) {
            $sets = [System.Collections.Generic.List[object]]::new()
            foreach ($set in $one.ParameterSets.GetEnumerator()) { $sets.Add(@{ Name = $set.Key; Mandatory = $set.Value.IsMandatory }) }
            $parameters.Add(@{ Name = $one.Name; Type = $one.ParameterType.Name; Aliases = @($one.Aliases); Sets = $sets.ToArray() })
        }
        [pscustomobject]@{ Cmdlet = $name; Parameters = $parameters.ToArray() }
    }
}

$boot = try {
    $settings = ConvertFrom-BotText $Config
    Read-BotContract $settings['contract']
    $answer = New-BotAnswer 'done'
    $answer.output = @(New-BotRunspace $settings['module'] $settings['describe'])
    $answer.fields = 'Name', 'Version', 'Cmdlet', 'Parameters'
    $answer
}
catch { New-BotAnswer 'not-run' 'Session.ModuleMissing' $_.Exception.Message }
Write-BotFrame $settings['nonce'] (ConvertTo-BotJson $boot)
