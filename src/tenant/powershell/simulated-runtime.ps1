# What every function of the simulated module shares; the generator puts it in front of them. Language and .NET classes only.

$script:Client = $null
$script:Address = $null
$script:Caller = $null
$script:Tokens = $null

function Connect-SimulatedTenant {
    [CmdletBinding(PositionalBinding = $false)]
    param([Parameter(Mandatory)][string] $Url, [Parameter(Mandatory)][string] $Key, [string] $Caller)
    $handler = [System.Net.Http.SocketsHttpHandler]::new()
    $handler.UseProxy = $false
    $script:Client = [System.Net.Http.HttpClient]::new($handler)
    $script:Client.Timeout = [System.Threading.Timeout]::InfiniteTimeSpan
    $script:Client.DefaultRequestHeaders.Authorization = [System.Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', $Key)
    $script:Address = [uri]::new([uri]::new($Url), '/call')
    $script:Caller = $Caller
}

function Send-SimulatedCall($Command, [string] $Cmdlet, $Bound) {
    $name = "$($Command.MyInvocation.MyCommand.ModuleName)\$Cmdlet"
    if ($null -eq $script:Client) {
        $Command.ThrowTerminatingError((New-SimulatedRefusal $name 'Run Connect-SimulatedTenant first.' 'NotConnected' 'ConnectionError' $null))
    }
    try {
        # waited for in short steps, so that the cmdlet can be stopped meanwhile
        $sending = $script:Client.PostAsync($script:Address, (New-SimulatedBody $Cmdlet $Bound))
        while (-not ([System.IAsyncResult] $sending).AsyncWaitHandle.WaitOne(100)) { }
        $response = $sending.GetAwaiter().GetResult()
        $reading = $response.Content.ReadAsStringAsync()
        while (-not ([System.IAsyncResult] $reading).AsyncWaitHandle.WaitOne(100)) { }
        $text = $reading.GetAwaiter().GetResult()
    }
    catch {
        $cause = $_.Exception
        while ($cause -is [System.Management.Automation.MethodInvocationException]) { $cause = $cause.InnerException }
        if ($cause.InnerException -is [System.Net.Sockets.SocketException] -and $cause.InnerException.SocketErrorCode -eq 'ConnectionRefused') {
            $Command.ThrowTerminatingError((New-SimulatedRefusal $name 'The simulated tenant does not answer.' 'Simulator.NotReachable' 'ConnectionError' $null))
        }
        $Command.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new($cause, 'Simulator.AnswerLost', 'ConnectionError', $null))
    }
    $document = [System.Text.Json.JsonDocument]::Parse($text, [System.Text.Json.JsonDocumentOptions]::new())
    $answer = ConvertFrom-SimulatedJson $document.RootElement
    $document.Dispose()
    if (-not $response.IsSuccessStatusCode) {
        $Command.ThrowTerminatingError((New-SimulatedRefusal $name "The simulated tenant refused the request: $($answer.error)" 'Simulator.Refused' 'ProtocolError' $null))
    }
    foreach ($warning in $answer.warnings) { $Command.WriteWarning($warning) }
    foreach ($row in $answer.output) { $Command.WriteObject($row) }
    if ($null -eq $answer.error) { return }
    # the engine appends the name of the cmdlet to the id again
    $id = if ($answer.error.id.EndsWith(",$Cmdlet")) { $answer.error.id.Substring(0, $answer.error.id.Length - $Cmdlet.Length - 1) } else { $answer.error.id }
    $category = [System.Management.Automation.ErrorCategory]::NotSpecified
    if ($answer.error.category) { $null = [enum]::TryParse($answer.error.category, [ref] $category) }
    if ($answer.outcome -eq 'not-run') { $Command.ThrowTerminatingError((New-SimulatedRefusal $name $answer.error.message $id $category $answer.error.target)) }
    $Command.WriteError([System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($answer.error.message), $id, $category, $answer.error.target))
}

# The exception by which PowerShell itself says that a command never ran.
function New-SimulatedRefusal([string] $Name, [string] $Message, [string] $Id, [System.Management.Automation.ErrorCategory] $Category, $Target) {
    $exception = [System.Management.Automation.CommandNotFoundException]::new($Message)
    $exception.CommandName = $Name
    [System.Management.Automation.ErrorRecord]::new($exception, $Id, $Category, $Target)
}

function New-SimulatedBody([string] $Cmdlet, $Bound) {
    $stream = [System.IO.MemoryStream]::new()
    $json = [System.Text.Json.Utf8JsonWriter]::new($stream, [System.Text.Json.JsonWriterOptions]::new())
    $json.WriteStartObject()
    $json.WriteString('cmdlet', $Cmdlet)
    if ($script:Caller) { $json.WriteString('caller', $script:Caller) }
    if ($script:Tokens) {
        $json.WriteStartObject('tokens')
        $json.WriteString('graph', $script:Tokens[0])
        $json.WriteString('teams', $script:Tokens[1])
        $json.WriteEndObject()
    }
    $json.WriteStartObject('parameters')
    foreach ($name in $Bound.Keys) {
        if ($name -in $script:Common) { continue }
        $json.WritePropertyName($name)
        Write-SimulatedValue $json $Bound[$name]
    }
    $json.WriteEndObject()
    $json.WriteEndObject()
    $json.Dispose()
    $content = [System.Net.Http.ByteArrayContent]::new($stream.ToArray())
    $content.Headers.ContentType = [System.Net.Http.Headers.MediaTypeHeaderValue]::new('application/json')
    , $content
}

$script:Common = 'Confirm', 'Verbose', 'Debug', 'ErrorAction', 'WarningAction', 'InformationAction', 'ProgressAction', 'ErrorVariable', 'WarningVariable', 'InformationVariable', 'OutVariable', 'OutBuffer', 'PipelineVariable'

function Write-SimulatedValue($Json, $Value) {
    if ($null -eq $Value) { $Json.WriteNullValue() }
    elseif ($Value -is [string] -or $Value -is [guid]) { $Json.WriteStringValue([string] $Value) }
    elseif ($Value -is [switch]) { $Json.WriteBooleanValue($Value.IsPresent) }
    elseif ($Value -is [bool]) { $Json.WriteBooleanValue($Value) }
    elseif ($Value -is [int] -or $Value -is [long]) { $Json.WriteNumberValue([long] $Value) }
    elseif ($Value -is [double]) { $Json.WriteNumberValue($Value) }
    elseif ($Value -is [System.Collections.IDictionary]) {
        $Json.WriteStartObject()
        foreach ($key in $Value.Keys) { $Json.WritePropertyName([string] $key); Write-SimulatedValue $Json $Value[$key] }
        $Json.WriteEndObject()
    }
    elseif ($Value -is [System.Collections.IEnumerable]) {
        $Json.WriteStartArray()
        foreach ($item in $Value) { Write-SimulatedValue $Json $item }
        $Json.WriteEndArray()
    }
    else { throw [System.ArgumentException]::new("A value of type $($Value.GetType().FullName) cannot be sent.") }
}

function ConvertFrom-SimulatedJson([System.Text.Json.JsonElement] $Element) {
    switch ($Element.ValueKind.ToString()) {
        'Object' {
            $object = [psobject]::new()
            foreach ($property in $Element.EnumerateObject()) {
                $object.PSObject.Properties.Add([psnoteproperty]::new($property.Name, (ConvertFrom-SimulatedJson $property.Value)))
            }
            return $object
        }
        'Array' {
            $list = [System.Collections.Generic.List[object]]::new()
            foreach ($item in $Element.EnumerateArray()) { $list.Add((ConvertFrom-SimulatedJson $item)) }
            return , $list.ToArray()
        }
        'String' { return $Element.GetString() }
        'Number' {
            $whole = 0L
            if ($Element.TryGetInt64([ref] $whole)) { return $whole }
            return $Element.GetDouble()
        }
        'True' { return $true }
        'False' { return $false }
        default { return $null }
    }
}
