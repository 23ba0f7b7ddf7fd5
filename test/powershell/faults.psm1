# Cmdlets of the contract that misbehave on demand: -PolicyName or -Identity names the fault. Language and .NET classes only, but
# for what is said to need pwsh. Every call is written down before it happens, with the number of its process.
[Console]::Out.WriteLine('A module that says hello when it is imported.')
[Console]::Error.WriteLine('And warns of its next version.')

function Connect-FaultTenant {
    [CmdletBinding(PositionalBinding = $false)]
    param([Parameter(Mandatory)][string] $Folder)
    $script:Folder = $Folder
}

function Grant-CsOnlineVoiceRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', PositionalBinding = $false)]
    param([Parameter(Mandatory)][string] $Identity, [object] $PolicyName)
    Start-Fault $PSCmdlet $PolicyName
}

function Get-CsOnlineUser {
    [CmdletBinding(PositionalBinding = $false)]
    param([string] $Identity)
    Start-Fault $PSCmdlet $Identity
}

function Start-Fault($Cmdlet, [string] $Fault) {
    [System.IO.File]::AppendAllText("$script:Folder/calls", "$Fault|$([Environment]::ProcessId)`n")
    $name, $argument = $Fault -split ' ', 2
    if (-not $script:Faults.ContainsKey($name)) { throw "There is no fault «$name»." }
    & $script:Faults[$name] $Cmdlet $argument
}

function Write-Row($Cmdlet, $Name, $Plan) {
    $Cmdlet.WriteObject([pscustomobject]@{ DisplayName = $Name; AssignedPlan = $Plan; Secret = 'not in the contract' })
}

# A child that shares this process's streams, as the call operator would start it.
function Start-Child([string] $Program, [string] $Arguments) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Program, $Arguments)
    $start.UseShellExecute = $false
    $child = [System.Diagnostics.Process]::Start($start)
    [System.IO.File]::AppendAllText("$script:Folder/children", "$($child.Id)`n")
    $child
}

function Test-Mandatory { param([Parameter(Mandatory)] $Value) $Value }

function Out-Console([long] $Bytes, $Writer) {
    $text = 'x' * 65536
    for ($left = $Bytes; $left -gt 0; $left -= $text.Length) { $Writer.WriteLine($text) }
    $Writer.Flush()
}

$script:Faults = @{
    'none'                = { param($cmdlet) Write-Row $cmdlet ([Environment]::ProcessId) }
    'exit'                = { exit 3 }
    'exit-once'           = { param($cmdlet) if ([System.IO.File]::Exists("$script:Folder/left")) { Write-Row $cmdlet 'stayed' } else { [System.IO.File]::WriteAllText("$script:Folder/left", ''); exit } }
    'span'                = { [System.Threading.Thread]::Sleep(50); [System.IO.File]::AppendAllText("$script:Folder/calls", "end|$([Environment]::ProcessId)`n") }
    'break'               = { break }
    'continue'            = { continue }
    'throw'               = { throw 'thrown by hand' }
    'terminating-error'   = { param($cmdlet) $cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('it is over'), 'ItIsOver', 'ResourceBusy', 'bob')) }
    'error-record'        = { param($cmdlet) Write-Row $cmdlet 'half'; $cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('only said'), 'OnlySaid', 'PermissionDenied', 'bob')) }
    'handled-error'       = { param($cmdlet) try { throw 'inside' } catch { Write-Row $cmdlet 'handled' } }
    'inner-binding'       = { Test-Mandatory -Valeu 1 }
    'inner-unknown'       = { Get-CsSomethingElse }
    'lost-on-the-way'     = { throw [System.Net.Http.HttpRequestException]::new('The connection was reset.') }
    'refused-by-service'  = { throw [System.Net.Http.HttpRequestException]::new('Too many requests', $null, [System.Net.HttpStatusCode]::TooManyRequests) }
    'environment-exit'    = { [Environment]::Exit(7) }
    'fail-fast'           = { [Environment]::FailFast('failing fast') }
    'thread'              = { [System.Threading.Thread]::new([System.Threading.ThreadStart] { throw 'on a thread of its own' }).Start(); while ($true) { [System.Threading.Thread]::Sleep(50) } }
    'prompt'              = { param($cmdlet) $cmdlet.ShouldContinue('Really?', 'Question') }
    'prompt-choice'       = { $Host.UI.PromptForChoice('Caption', 'Really?', [System.Management.Automation.Host.ChoiceDescription[]] @('&Yes', '&No'), 0) }
    'prompt-mandatory'    = { Test-Mandatory }
    'prompt-confirm'      = { param($cmdlet) if ($cmdlet.ShouldProcess('bob')) { Write-Row $cmdlet 'confirmed' } }
    'read-host'           = { Microsoft.PowerShell.Utility\Read-Host 'Name' }
    'get-credential'      = { Microsoft.PowerShell.Security\Get-Credential }
    'console-readline'    = { [Console]::ReadLine() }
    'console-readkey'     = { [Console]::ReadKey() }
    'standard-input'      = { $null = [System.IO.StreamReader]::new([Console]::OpenStandardInput()).ReadToEnd() }
    'child-reads-stdin'   = { $child = Start-Child 'cat'; while (-not $child.WaitForExit(50)) { } }
    'child-left'          = { param($cmdlet) $null = Start-Child 'sleep' '1000'; Write-Row $cmdlet 'started' }
    'child-of-child'      = { $child = Start-Child 'sh' '-c "sleep 1000 & sleep 1000; true"'; while (-not $child.WaitForExit(50)) { } }
    'child-then-exit'     = { $null = Start-Child 'sleep' '1000'; [Environment]::Exit(0) }
    'loop'                = { while ($true) { } }
    'wait'                = { while ($true) { [System.Threading.Thread]::Sleep(50) } }
    'blocked'             = { [System.Threading.Thread]::Sleep(600000) }
    'stop-refused'        = { try { while ($true) { [System.Threading.Thread]::Sleep(50) } } finally { [System.Threading.Thread]::Sleep(600000) } }
    'noise'               = {
        param($cmdlet)
        $cmdlet.WriteVerbose('verbose'); $cmdlet.WriteDebug('debug'); $cmdlet.WriteInformation('information', [string[]] @())
        $cmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'activity', 'status'))
        $cmdlet.WriteWarning('a warning')
        foreach ($writer in [Console]::Out, [Console]::Error) { $writer.Write("no line end, $([char]27)[?1h, <<, >>, <<00:AAAA:00>>`u{0}`r") ; $writer.Flush() }
        Write-Row $cmdlet 'after the noise'
        'a text that is no row'
    }
    'noise-pwsh'          = { Write-Host 'host'; Write-Output 'output'; Write-Progress 'progress'; Write-Information 'information' -InformationAction Continue; Write-Verbose 'verbose' -Verbose; Write-Debug 'debug' -Debug; Write-Warning 'a warning' }
    'console'             = { param($cmdlet, $megabytes) Out-Console ([long] $megabytes * 1MB) ([Console]::Out); Write-Row $cmdlet 'after' }
    'console-error'       = { param($cmdlet, $megabytes) Out-Console ([long] $megabytes * 1MB) ([Console]::Error); Write-Row $cmdlet 'after' }
    'rows'                = { param($cmdlet, $megabytes) $text = 'x' * 1024; for ($left = 1024 * [int] $megabytes; $left -gt 0; $left--) { Write-Row $cmdlet $text } }
    'one-value'           = { param($cmdlet, $megabytes) Write-Row $cmdlet ('x' * ([int] $megabytes * 1MB)) }
    'long-error'          = { param($cmdlet, $megabytes) throw ('x' * ([int] $megabytes * 1MB)) }
    'long-warning'        = { param($cmdlet, $megabytes) $cmdlet.WriteWarning('x' * ([int] $megabytes * 1MB)); Write-Row $cmdlet 'warned' }
    'live-object'         = { param($cmdlet) Write-Row $cmdlet 'live' ([System.Diagnostics.Process]::GetCurrentProcess()) }
    'cycle'               = { param($cmdlet) $ring = @{}; $ring.self = $ring; Write-Row $cmdlet 'ring' $ring }
    'bad-property'        = { param($cmdlet) $row = [psobject]::new(); $row.PSObject.Properties.Add([psscriptproperty]::new('DisplayName', { throw 'no' })); $cmdlet.WriteObject($row) }
    'culture'             = { param($cmdlet) Write-Row $cmdlet ('{0}|{1}|{2}|{3}' -f 1.5, [datetime]::new(2026, 11, 24).ToString(), 'title'.ToUpper(), [cultureinfo]::CurrentUICulture.Name) @(1.5, [datetime]::new(2026, 11, 24)) }
    'set-culture'         = { param($cmdlet, $name) [cultureinfo]::CurrentCulture = $name; [cultureinfo]::DefaultThreadCurrentCulture = $name; Write-Row $cmdlet 'ok' @(1.5) }
}

Export-ModuleMember -Function *-Cs*, Connect-FaultTenant
