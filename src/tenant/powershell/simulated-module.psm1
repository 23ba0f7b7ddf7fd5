# Generated from contract/cmdlets.json by `npm run generate`. Do not edit.
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

function Set-CsUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $DomainController,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][switch] $PassThru,
        [Parameter(ParameterSetName = 'Default')][AllowNull()][AllowEmptyString()][object] $OnPremLineURI,
        [Parameter(ParameterSetName = 'Default')][AllowNull()][AllowEmptyString()][object] $LineServerURI,
        [Parameter(ParameterSetName = 'Default')][bool] $AudioVideoDisabled,
        [Parameter(ParameterSetName = 'Default')][bool] $RemoteCallControlTelephonyEnabled,
        [Parameter(ParameterSetName = 'Default')][AllowNull()][AllowEmptyString()][object] $PrivateLine,
        [Parameter(ParameterSetName = 'Default')][object] $AcpInfo,
        [Parameter(ParameterSetName = 'Default')][bool] $HostedVoiceMail,
        [Parameter(ParameterSetName = 'Default')][bool] $EnterpriseVoiceEnabled,
        [Parameter(ParameterSetName = 'Default')][ValidateSet('Uninitialized', 'UseLyncArchivingPolicy', 'ArchivingToExchange', 'NoArchiving')][string] $ExchangeArchivingPolicy,
        [Parameter(ParameterSetName = 'Default')][AllowNull()][AllowEmptyString()][object] $LineURI,
        [Parameter(ParameterSetName = 'Default')][string] $SipAddress,
        [Parameter(ParameterSetName = 'Default')][Alias('CsEnabled')][bool] $Enabled
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsUser' $PSBoundParameters
}

function Get-CsOnlineUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][ValidateSet('User', 'ResourceAccount', 'Guest', 'SfBOnPremUser', 'IneligibleUser')][string] $AccountType,
        [Parameter(ParameterSetName = 'Default')][string] $Filter,
        [Parameter(ParameterSetName = 'Default')][string] $Properties,
        [Parameter(ParameterSetName = 'Default')][object] $ResultSize,
        [Parameter(ParameterSetName = 'Default')][switch] $SkipUserPolicies,
        [Parameter(ParameterSetName = 'Default')][switch] $SoftDeletedUser,
        [Parameter(ParameterSetName = 'Default')][Alias('OrderBy')][object] $Sort
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlineUser' $PSBoundParameters
}

function Grant-CsVoiceRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Default')][string] $DomainController,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][switch] $PassThru
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsVoiceRoutingPolicy' $PSBoundParameters
}

function Set-CsUserPstnSettings {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][bool] $AllowInternationalCalls,
        [Parameter(ParameterSetName = 'Default')][AllowNull()][AllowEmptyString()][object] $HybridPSTNSite,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsUserPstnSettings' $PSBoundParameters
}

function Get-CsUserPstnSettings {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsUserPstnSettings' $PSBoundParameters
}

function Set-CsTenantHybridConfiguration {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][string] $PeerDestination,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][string] $HybridConfigServiceInternalUrl,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][string] $HybridConfigServiceExternalUrl,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $UseOnPremDialPlan,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][switch] $Force,
        [Parameter(ParameterSetName = 'Instance')][object] $Instance
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsTenantHybridConfiguration' $PSBoundParameters
}

function Get-CsTenantHybridConfiguration {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][switch] $LocalStore,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsTenantHybridConfiguration' $PSBoundParameters
}

function Set-CsTenantFederationConfiguration {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][object] $AllowedDomains,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][string[]] $BlockedDomains,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $BlockAllSubdomains,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $AllowFederatedUsers,
        [Parameter(ParameterSetName = 'Identity')][bool] $AllowTeamsConsumer,
        [Parameter(ParameterSetName = 'Identity')][bool] $AllowTeamsConsumerInbound,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $TreatDiscoveredPartnersAsUnverified,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $SharedSipAddressSpace,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $RestrictTeamsConsumerToExternalUserProfiles,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][string[]] $AllowedDomainsAsAList,
        [Parameter(ParameterSetName = 'Identity')][object] $ExternalAccessWithTrialTenants,
        [Parameter(ParameterSetName = 'Identity')][object] $SecurityTeamAllowBlockListDelegation,
        [Parameter(ParameterSetName = 'Identity')][string[]] $AllowedTrialTenantDomains,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $EnableExternalAccessRestrictionsForChatParticipants,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $EnableMutualFederationForChatParticipants,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][switch] $Force,
        [Parameter(ParameterSetName = 'Instance')][object] $Instance
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsTenantFederationConfiguration' $PSBoundParameters
}

function Get-CsTenantFederationConfiguration {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][switch] $LocalStore,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsTenantFederationConfiguration' $PSBoundParameters
}

function Set-CsHybridMediationServer {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Fqdn,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $AccessProxyExternalFqdn,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsHybridMediationServer' $PSBoundParameters
}

function Get-CsHybridMediationServer {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsHybridMediationServer' $PSBoundParameters
}

function Get-CsHybridPSTNSite {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][switch] $LocalStore,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsHybridPSTNSite' $PSBoundParameters
}

function New-CsHybridPSTNSite {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $EdgeFQDN,
        [Parameter(ParameterSetName = 'Default')][bool] $EnableAutoUpdate,
        [Parameter(ParameterSetName = 'Default')][int] $BitsUpdateTimeWindow,
        [Parameter(ParameterSetName = 'Default')][int] $OsUpdateTimeWindow,
        [Parameter(ParameterSetName = 'Default')][switch] $InMemory,
        [Parameter(ParameterSetName = 'Default')][switch] $Force
    )
    Send-SimulatedCall $PSCmdlet 'New-CsHybridPSTNSite' $PSBoundParameters
}

function Set-CsHybridPSTNSite {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][string] $EdgeFQDN,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][bool] $EnableAutoUpdate,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][int] $BitsUpdateTimeWindow,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][int] $OsUpdateTimeWindow,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Instance')][switch] $Force,
        [Parameter(ParameterSetName = 'Instance')][object] $Instance
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsHybridPSTNSite' $PSBoundParameters
}

function Get-CsHybridPSTNAppliance {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $Name,
        [Parameter(ParameterSetName = 'Default')][switch] $LocalStore,
        [Parameter(ParameterSetName = 'Default')][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Default')][string] $Filter,
        [Parameter(ParameterSetName = 'Default')][string] $SiteName
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsHybridPSTNAppliance' $PSBoundParameters
}

function Set-MsolUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $ImmutableId,
        [Parameter(ParameterSetName = 'Default')][guid] $ObjectId,
        [Parameter(ParameterSetName = 'Default')][string] $UserPrincipalName,
        [Parameter(ParameterSetName = 'Default')][bool] $BlockCredential,
        [Parameter(ParameterSetName = 'Default')][string] $City,
        [Parameter(ParameterSetName = 'Default')][string] $Country,
        [Parameter(ParameterSetName = 'Default')][string] $Department,
        [Parameter(ParameterSetName = 'Default')][string] $DisplayName,
        [Parameter(ParameterSetName = 'Default')][string] $Fax,
        [Parameter(ParameterSetName = 'Default')][string] $FirstName,
        [Parameter(ParameterSetName = 'Default')][string] $LastName,
        [Parameter(ParameterSetName = 'Default')][string] $LastPasswordChangeTimestamp,
        [Parameter(ParameterSetName = 'Default')][string] $MobilePhone,
        [Parameter(ParameterSetName = 'Default')][string] $Office,
        [Parameter(ParameterSetName = 'Default')][bool] $PasswordNeverExpires,
        [Parameter(ParameterSetName = 'Default')][string] $PhoneNumber,
        [Parameter(ParameterSetName = 'Default')][string] $PostalCode,
        [Parameter(ParameterSetName = 'Default')][string] $PreferredDataLocation,
        [Parameter(ParameterSetName = 'Default')][string] $PreferredLanguage,
        [Parameter(ParameterSetName = 'Default')][string] $SoftDeletionTimestamp,
        [Parameter(ParameterSetName = 'Default')][string] $State,
        [Parameter(ParameterSetName = 'Default')][string] $StreetAddress,
        [Parameter(ParameterSetName = 'Default')][bool] $StrongPasswordRequired,
        [Parameter(ParameterSetName = 'Default')][string] $Title,
        [Parameter(ParameterSetName = 'Default')][string] $UsageLocation,
        [Parameter(ParameterSetName = 'Default')][string[]] $AlternateEmailAddresses,
        [Parameter(ParameterSetName = 'Default')][object] $StrongAuthenticationMethods,
        [Parameter(ParameterSetName = 'Default')][string[]] $AlternateMobilePhones,
        [Parameter(ParameterSetName = 'Default')][object] $StrongAuthenticationRequirements,
        [Parameter(ParameterSetName = 'Default')][string] $StsRefreshTokensValidFrom,
        [Parameter(ParameterSetName = 'Default')][string] $UserType,
        [Parameter(ParameterSetName = 'Default')][guid] $TenantId
    )
    Send-SimulatedCall $PSCmdlet 'Set-MsolUser' $PSBoundParameters
}

function Get-MsolUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'ListUsers__0')]
    param(
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'GetUser__0')][Parameter(ParameterSetName = 'GetUserByUpn__0')][Parameter(ParameterSetName = 'All__0')][switch] $ReturnDeletedUsers,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $City,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $Country,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $Department,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $DomainName,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][ValidateSet('All', 'EnabledOnly', 'DisabledOnly')][string] $EnabledFilter,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $State,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][switch] $Synchronized,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $Title,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][switch] $HasErrorsOnly,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][switch] $LicenseReconciliationNeededOnly,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][switch] $UnlicensedUsersOnly,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $UsageLocation,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'All__0')][string] $SearchString,
        [Parameter(ParameterSetName = 'ListUsers__0')][int] $MaxResults,
        [Parameter(ParameterSetName = 'ListUsers__0')][Parameter(ParameterSetName = 'GetUser__0')][Parameter(ParameterSetName = 'GetUserByUpn__0')][Parameter(ParameterSetName = 'All__0')][guid] $TenantId,
        [Parameter(ParameterSetName = 'GetUser__0', Mandatory)][guid] $ObjectId,
        [Parameter(ParameterSetName = 'GetUserByUpn__0', Mandatory)][string] $UserPrincipalName,
        [Parameter(ParameterSetName = 'All__0')][switch] $All
    )
    Send-SimulatedCall $PSCmdlet 'Get-MsolUser' $PSBoundParameters
}

function Set-MsolUserLicense {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'SetUserLicenses__0')]
    param(
        [Parameter(ParameterSetName = 'SetUserLicenses__0', Mandatory)][guid] $ObjectId,
        [Parameter(ParameterSetName = 'SetUserLicenses__0')][Parameter(ParameterSetName = 'SetUserLicensesByUpn__0')][string[]] $LicenseOptions,
        [Parameter(ParameterSetName = 'SetUserLicenses__0')][Parameter(ParameterSetName = 'SetUserLicensesByUpn__0')][string[]] $AddLicenses,
        [Parameter(ParameterSetName = 'SetUserLicenses__0')][Parameter(ParameterSetName = 'SetUserLicensesByUpn__0')][string[]] $RemoveLicenses,
        [Parameter(ParameterSetName = 'SetUserLicenses__0')][Parameter(ParameterSetName = 'SetUserLicensesByUpn__0')][guid] $TenantId,
        [Parameter(ParameterSetName = 'SetUserLicensesByUpn__0', Mandatory)][string] $UserPrincipalName
    )
    Send-SimulatedCall $PSCmdlet 'Set-MsolUserLicense' $PSBoundParameters
}

function Get-MsolAccountSku {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][guid] $TenantId
    )
    Send-SimulatedCall $PSCmdlet 'Get-MsolAccountSku' $PSBoundParameters
}

function New-MsolUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $ImmutableId,
        [Parameter(ParameterSetName = 'Default')][string] $UserPrincipalName,
        [Parameter(ParameterSetName = 'Default')][bool] $BlockCredential,
        [Parameter(ParameterSetName = 'Default')][string] $City,
        [Parameter(ParameterSetName = 'Default')][string] $Country,
        [Parameter(ParameterSetName = 'Default')][string] $Department,
        [Parameter(ParameterSetName = 'Default')][string] $DisplayName,
        [Parameter(ParameterSetName = 'Default')][string] $Fax,
        [Parameter(ParameterSetName = 'Default')][string] $FirstName,
        [Parameter(ParameterSetName = 'Default')][string] $LastName,
        [Parameter(ParameterSetName = 'Default')][string] $LastPasswordChangeTimestamp,
        [Parameter(ParameterSetName = 'Default')][string] $MobilePhone,
        [Parameter(ParameterSetName = 'Default')][string] $Office,
        [Parameter(ParameterSetName = 'Default')][bool] $PasswordNeverExpires,
        [Parameter(ParameterSetName = 'Default')][string] $PhoneNumber,
        [Parameter(ParameterSetName = 'Default')][string] $PostalCode,
        [Parameter(ParameterSetName = 'Default')][string] $PreferredDataLocation,
        [Parameter(ParameterSetName = 'Default')][string] $PreferredLanguage,
        [Parameter(ParameterSetName = 'Default')][string] $SoftDeletionTimestamp,
        [Parameter(ParameterSetName = 'Default')][string] $State,
        [Parameter(ParameterSetName = 'Default')][string] $StreetAddress,
        [Parameter(ParameterSetName = 'Default')][bool] $StrongPasswordRequired,
        [Parameter(ParameterSetName = 'Default')][string] $Title,
        [Parameter(ParameterSetName = 'Default')][string] $UsageLocation,
        [Parameter(ParameterSetName = 'Default')][string[]] $AlternateEmailAddresses,
        [Parameter(ParameterSetName = 'Default')][object] $StrongAuthenticationMethods,
        [Parameter(ParameterSetName = 'Default')][string[]] $AlternateMobilePhones,
        [Parameter(ParameterSetName = 'Default')][object] $StrongAuthenticationRequirements,
        [Parameter(ParameterSetName = 'Default')][string] $StsRefreshTokensValidFrom,
        [Parameter(ParameterSetName = 'Default')][string] $UserType,
        [Parameter(ParameterSetName = 'Default')][string] $Password,
        [Parameter(ParameterSetName = 'Default')][string[]] $LicenseOptions,
        [Parameter(ParameterSetName = 'Default')][bool] $ForceChangePassword,
        [Parameter(ParameterSetName = 'Default')][string[]] $LicenseAssignment,
        [Parameter(ParameterSetName = 'Default')][guid] $TenantId
    )
    Send-SimulatedCall $PSCmdlet 'New-MsolUser' $PSBoundParameters
}

function Get-MsolDomain {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'ListDomains__0')]
    param(
        [Parameter(ParameterSetName = 'ListDomains__0')][ValidateSet('Verified', 'Unverified', 'PendingDeletion')][string] $Status,
        [Parameter(ParameterSetName = 'ListDomains__0')][string] $Authentication,
        [Parameter(ParameterSetName = 'ListDomains__0')][string] $Capability,
        [Parameter(ParameterSetName = 'ListDomains__0')][Parameter(ParameterSetName = 'GetDomain__0')][guid] $TenantId,
        [Parameter(ParameterSetName = 'GetDomain__0', Mandatory)][string] $DomainName
    )
    Send-SimulatedCall $PSCmdlet 'Get-MsolDomain' $PSBoundParameters
}

function New-CsOnlineSession {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Credential')]
    param(
        [Parameter(ParameterSetName = 'Credential')][object] $Credential,
        [Parameter(ParameterSetName = 'Credential')][string] $OverrideAdminDomain,
        [Parameter(ParameterSetName = 'Credential')][object] $OverridePowerShellUri,
        [Parameter(ParameterSetName = 'Credential')][ValidateSet('TeamsGCCH', 'TeamsDOD')][string] $TeamsEnvironmentName,
        [Parameter(ParameterSetName = 'Credential')][object] $SessionOption
    )
    Send-SimulatedCall $PSCmdlet 'New-CsOnlineSession' $PSBoundParameters
}

function Connect-MicrosoftTeams {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'UserCredential')]
    param(
        [Parameter(ParameterSetName = 'UserCredential')][Parameter(ParameterSetName = 'ServicePrincipalCertificate', Mandatory)][Parameter(ParameterSetName = 'ServicePrincipalCertificateThumbprint', Mandatory)][Parameter(ParameterSetName = 'AccessTokens')][Alias('Domain', 'TenantDomain')][string] $TenantId,
        [Parameter(ParameterSetName = 'UserCredential')][object] $Credential,
        [Parameter(ParameterSetName = 'UserCredential')][string] $AccountId,
        [Parameter(ParameterSetName = 'UserCredential')][Parameter(ParameterSetName = 'ServicePrincipalCertificate')][Parameter(ParameterSetName = 'ServicePrincipalCertificateThumbprint')][Parameter(ParameterSetName = 'AccessTokens')][ValidateSet('Info', 'Error', 'Warning', 'None')][string] $LogLevel,
        [Parameter(ParameterSetName = 'UserCredential')][Parameter(ParameterSetName = 'ServicePrincipalCertificate')][Parameter(ParameterSetName = 'ServicePrincipalCertificateThumbprint')][Parameter(ParameterSetName = 'AccessTokens')][string] $LogFilePath,
        [Parameter(ParameterSetName = 'UserCredential')][ValidateSet('TeamsGCCH', 'TeamsDOD', 'TeamsChina')][string] $TeamsEnvironmentName,
        [Parameter(ParameterSetName = 'UserCredential')][switch] $UseDeviceAuthentication,
        [Parameter(ParameterSetName = 'UserCredential')][switch] $DisableWAM,
        [Parameter(ParameterSetName = 'ServicePrincipalCertificate', Mandatory)][object] $Certificate,
        [Parameter(ParameterSetName = 'ServicePrincipalCertificate', Mandatory)][Parameter(ParameterSetName = 'ServicePrincipalCertificateThumbprint', Mandatory)][string] $ApplicationId,
        [Parameter(ParameterSetName = 'ServicePrincipalCertificateThumbprint', Mandatory)][string] $CertificateThumbprint,
        [Parameter(ParameterSetName = 'AccessTokens', Mandatory)][string[]] $AccessTokens
    )
    Send-SimulatedCall $PSCmdlet 'Connect-MicrosoftTeams' $PSBoundParameters
}

function Disconnect-MicrosoftTeams {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param()
    Send-SimulatedCall $PSCmdlet 'Disconnect-MicrosoftTeams' $PSBoundParameters
}

function Set-CsPhoneNumberAssignment {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'LocationUpdate')]
    param(
        [Parameter(ParameterSetName = 'LocationUpdate', Mandatory)][Parameter(ParameterSetName = 'NetworkSiteUpdate', Mandatory)][Parameter(ParameterSetName = 'ReverseNumberLookupUpdate', Mandatory)][Parameter(ParameterSetName = 'Assignment', Mandatory)][Alias('PhoneNumber')][string] $TelephoneNumber,
        [Parameter(ParameterSetName = 'LocationUpdate', Mandatory)][Parameter(ParameterSetName = 'Assignment')][string] $LocationId,
        [Parameter(ParameterSetName = 'NetworkSiteUpdate', Mandatory)][Parameter(ParameterSetName = 'Assignment')][string] $NetworkSiteId,
        [Parameter(ParameterSetName = 'ReverseNumberLookupUpdate', Mandatory)][Parameter(ParameterSetName = 'Assignment')][ValidateSet('SkipInternalVoip')][string] $ReverseNumberLookup,
        [Parameter(ParameterSetName = 'Assignment', Mandatory)][Parameter(ParameterSetName = 'Attribute', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Assignment', Mandatory)][Alias('PhoneNumberType')][ValidateSet('DirectRouting', 'CallingPlan', 'OperatorConnect')][string] $NumberType,
        [Parameter(ParameterSetName = 'Assignment')][ValidateSet('Primary', 'Private', 'Alternate')][string] $AssignmentCategory,
        [Parameter(ParameterSetName = 'Assignment')][switch] $Notify,
        [Parameter(ParameterSetName = 'Attribute', Mandatory)][bool] $EnterpriseVoiceEnabled
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsPhoneNumberAssignment' $PSBoundParameters
}

function Remove-CsPhoneNumberAssignment {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'RemoveSome')]
    param(
        [Parameter(ParameterSetName = 'RemoveSome', Mandatory)][Parameter(ParameterSetName = 'RemoveAll', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'RemoveSome', Mandatory)][Alias('PhoneNumber')][string] $TelephoneNumber,
        [Parameter(ParameterSetName = 'RemoveSome', Mandatory)][Alias('PhoneNumberType')][ValidateSet('DirectRouting', 'CallingPlan', 'OperatorConnect')][string] $NumberType,
        [Parameter(ParameterSetName = 'RemoveSome')][Parameter(ParameterSetName = 'RemoveAll')][switch] $Notify,
        [Parameter(ParameterSetName = 'RemoveSome')][switch] $AssignmentBlockedForever,
        [Parameter(ParameterSetName = 'RemoveSome')][int] $AssignmentBlockedDays,
        [Parameter(ParameterSetName = 'RemoveAll')][switch] $RemoveAll
    )
    Send-SimulatedCall $PSCmdlet 'Remove-CsPhoneNumberAssignment' $PSBoundParameters
}

function Get-CsPhoneNumberAssignment {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][ValidateSet('Activated', 'AssignmentPending', 'AssignmentFailed', 'UpdatePending', 'UpdateFailed')][string] $ActivationState,
        [Parameter(ParameterSetName = 'Default')][string] $AssignedPstnTargetId,
        [Parameter(ParameterSetName = 'Default')][ValidateSet('Primary', 'Alternate', 'Private')][string] $AssignmentCategory,
        [Parameter(ParameterSetName = 'Default')][string] $CapabilitiesContain,
        [Parameter(ParameterSetName = 'Default')][string] $CivicAddressId,
        [Parameter(ParameterSetName = 'Default')][string] $Filter,
        [Parameter(ParameterSetName = 'Default')][string] $IsoCountryCode,
        [Parameter(ParameterSetName = 'Default')][string] $LocationId,
        [Parameter(ParameterSetName = 'Default')][string] $NetworkSiteId,
        [Parameter(ParameterSetName = 'Default')][Alias('PhoneNumberType')][ValidateSet('DirectRouting', 'CallingPlan', 'OperatorConnect')][string] $NumberType,
        [Parameter(ParameterSetName = 'Default')][ValidateSet('Unassigned', 'UserAssigned', 'ConferenceAssigned', 'VoiceApplicationAssigned', 'ThirdPartyAppAssigned', 'PolicyAssigned')][string] $PstnAssignmentStatus,
        [Parameter(ParameterSetName = 'Default')][int] $Skip,
        [Parameter(ParameterSetName = 'Default')][Alias('PhoneNumber')][string] $TelephoneNumber,
        [Parameter(ParameterSetName = 'Default')][string] $TelephoneNumberContain,
        [Parameter(ParameterSetName = 'Default')][string] $TelephoneNumberGreaterThan,
        [Parameter(ParameterSetName = 'Default')][string] $TelephoneNumberLessThan,
        [Parameter(ParameterSetName = 'Default')][string] $TelephoneNumberStartsWith,
        [Parameter(ParameterSetName = 'Default')][int] $Top
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsPhoneNumberAssignment' $PSBoundParameters
}

function Grant-CsOnlineVoiceRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global,
        [Parameter(ParameterSetName = 'GrantToGroup', Mandatory)][string] $Group,
        [Parameter(ParameterSetName = 'GrantToGroup')][int] $Rank
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsOnlineVoiceRoutingPolicy' $PSBoundParameters
}

function Get-CsOnlineVoiceRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlineVoiceRoutingPolicy' $PSBoundParameters
}

function New-CsOnlineVoiceRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][string] $Description,
        [Parameter(ParameterSetName = 'Identity')][object] $OnlinePstnUsages,
        [Parameter(ParameterSetName = 'Identity')][string] $RouteType
    )
    Send-SimulatedCall $PSCmdlet 'New-CsOnlineVoiceRoutingPolicy' $PSBoundParameters
}

function Get-CsOnlineVoiceRoute {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlineVoiceRoute' $PSBoundParameters
}

function Get-CsOnlinePstnUsage {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlinePstnUsage' $PSBoundParameters
}

function Get-CsOnlinePSTNGateway {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlinePSTNGateway' $PSBoundParameters
}

function New-CsOnlinePSTNGateway {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Identity', Mandatory)][Parameter(ParameterSetName = 'ParentAndRelativeKey', Mandatory)][int] $SipSignalingPort,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][ValidateSet('None', 'Always', 'OnlyForLocalUsers')][string] $BypassMode,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $Description,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $Enabled,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $FailoverResponseCodes,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][int] $FailoverTimeSeconds,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $ForwardCallHistory,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $ForwardPai,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $GatewayLbrEnabledUserOverride,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $GatewaySiteId,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $GatewaySiteLbrEnabled,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][ValidateSet('IPv4', 'IPv6')][string] $IPAddressVersion,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][object] $InboundPstnNumberTranslationRules,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][object] $InboundTeamsNumberTranslationRules,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][int] $MaxConcurrentSessions,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $MediaBypass,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $MediaRelayRoutingLocationOverride,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][object] $OutboundPstnNumberTranslationRules,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][object] $OutboundTeamsNumberTranslationRules,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $PidfLoSupported,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $ProxySbc,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][bool] $SendSipOptions,
        [Parameter(ParameterSetName = 'ParentAndRelativeKey', Mandatory)][string] $Fqdn
    )
    Send-SimulatedCall $PSCmdlet 'New-CsOnlinePSTNGateway' $PSBoundParameters
}

function Grant-CsTenantDialPlan {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'GrantToTenant')]
    param(
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global,
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToGroup', Mandatory)][string] $Group,
        [Parameter(ParameterSetName = 'GrantToGroup')][int] $Rank,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsTenantDialPlan' $PSBoundParameters
}

function Get-CsTenantDialPlan {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsTenantDialPlan' $PSBoundParameters
}

function Get-CsEffectiveTenantDialPlan {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $CallerNumber,
        [Parameter(ParameterSetName = 'Default')][string] $OU,
        [Parameter(ParameterSetName = 'Default')][int] $ResultSize
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsEffectiveTenantDialPlan' $PSBoundParameters
}

function Grant-CsTeamsCallingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global,
        [Parameter(ParameterSetName = 'GrantToGroup', Mandatory)][string] $Group,
        [Parameter(ParameterSetName = 'GrantToGroup')][int] $Rank
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsTeamsCallingPolicy' $PSBoundParameters
}

function Get-CsTeamsCallingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsTeamsCallingPolicy' $PSBoundParameters
}

function Grant-CsOnlineVoicemailPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'GrantToTenant')]
    param(
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global,
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToGroup', Mandatory)][string] $Group,
        [Parameter(ParameterSetName = 'GrantToGroup')][int] $Rank,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsOnlineVoicemailPolicy' $PSBoundParameters
}

function Set-CsOnlineVoicemailUserSettings {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][object] $CallAnswerRule,
        [Parameter(ParameterSetName = 'Default')][string] $DefaultGreetingPromptOverwrite,
        [Parameter(ParameterSetName = 'Default')][string] $DefaultOofGreetingPromptOverwrite,
        [Parameter(ParameterSetName = 'Default')][switch] $Force,
        [Parameter(ParameterSetName = 'Default')][bool] $OofGreetingEnabled,
        [Parameter(ParameterSetName = 'Default')][bool] $OofGreetingFollowAutomaticRepliesEnabled,
        [Parameter(ParameterSetName = 'Default')][bool] $OofGreetingFollowCalendarEnabled,
        [Parameter(ParameterSetName = 'Default')][string] $PromptLanguage,
        [Parameter(ParameterSetName = 'Default')][bool] $ShareData,
        [Parameter(ParameterSetName = 'Default')][string] $TransferTarget,
        [Parameter(ParameterSetName = 'Default')][bool] $VoicemailEnabled
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsOnlineVoicemailUserSettings' $PSBoundParameters
}

function Get-CsOnlineVoicemailUserSettings {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][switch] $Force
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlineVoicemailUserSettings' $PSBoundParameters
}

function Grant-CsTeamsUpgradePolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][bool] $MigrateMeetingsToTeams,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][switch] $PassThru,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Force,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global,
        [Parameter(ParameterSetName = 'GrantToGroup', Mandatory)][string] $Group,
        [Parameter(ParameterSetName = 'GrantToGroup')][int] $Rank
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsTeamsUpgradePolicy' $PSBoundParameters
}

function Grant-CsDialoutPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsDialoutPolicy' $PSBoundParameters
}

function Get-CsOnlineDialOutPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlineDialOutPolicy' $PSBoundParameters
}

function Get-CsTenant {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $Filter,
        [Parameter(ParameterSetName = 'Default')][string] $DomainController,
        [Parameter(ParameterSetName = 'Default')][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][int] $ResultSize
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsTenant' $PSBoundParameters
}

function Get-CsTeamsEmergencyCallRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsTeamsEmergencyCallRoutingPolicy' $PSBoundParameters
}

function Grant-CsTeamsEmergencyCallRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'GrantToTenant')]
    param(
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global,
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToGroup', Mandatory)][string] $Group,
        [Parameter(ParameterSetName = 'GrantToGroup')][int] $Rank,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsTeamsEmergencyCallRoutingPolicy' $PSBoundParameters
}

function Grant-CsCallingLineIdentity {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'GrantToTenant')]
    param(
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global,
        [Parameter(ParameterSetName = 'GrantToTenant')][Parameter(ParameterSetName = 'GrantToGroup')][Parameter(ParameterSetName = 'Identity')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToGroup', Mandatory)][string] $Group,
        [Parameter(ParameterSetName = 'GrantToGroup')][int] $Rank,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsCallingLineIdentity' $PSBoundParameters
}

function Set-CsOnlineVoiceUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Default')][string] $TelephoneNumber,
        [Parameter(ParameterSetName = 'Default')][guid] $LocationID,
        [Parameter(ParameterSetName = 'Default')][Alias('DC')][string] $DomainController,
        [Parameter(ParameterSetName = 'Default')][switch] $Force
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsOnlineVoiceUser' $PSBoundParameters
}

function Enable-CsUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][string] $RegistrarPool,
        [Parameter(ParameterSetName = 'Default')][object] $SipAddressType,
        [Parameter(ParameterSetName = 'Default')][string] $SipDomain,
        [Parameter(ParameterSetName = 'Default')][string] $SipAddress,
        [Parameter(ParameterSetName = 'Default')][Alias('HostingProvider')][string] $HostingProviderProxyFqdn,
        [Parameter(ParameterSetName = 'Default')][string] $ProxyPool,
        [Parameter(ParameterSetName = 'Default')][string] $DomainController,
        [Parameter(ParameterSetName = 'Default')][switch] $PassThru
    )
    Send-SimulatedCall $PSCmdlet 'Enable-CsUser' $PSBoundParameters
}

function Get-CsUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $Identity,
        [Parameter(ParameterSetName = 'Default')][object] $Credential,
        [Parameter(ParameterSetName = 'Default')][string] $DomainController,
        [Parameter(ParameterSetName = 'Default')][string] $Filter,
        [Parameter(ParameterSetName = 'Default')][switch] $OnOfficeCommunicationServer,
        [Parameter(ParameterSetName = 'Default')][switch] $OnLyncServer,
        [Parameter(ParameterSetName = 'Default')][string] $OU,
        [Parameter(ParameterSetName = 'Default')][object] $ResultSize,
        [Parameter(ParameterSetName = 'Default')][string] $LdapFilter,
        [Parameter(ParameterSetName = 'Default')][switch] $UnAssignedUser,
        [Parameter(ParameterSetName = 'Default')][switch] $OnModernServer
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsUser' $PSBoundParameters
}

function Grant-CsVoicePolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity', Mandatory)][Parameter(ParameterSetName = 'GrantToTenant', Mandatory)][AllowNull()][AllowEmptyString()][object] $PolicyName,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][string] $DomainController,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'GrantToTenant')][switch] $PassThru,
        [Parameter(ParameterSetName = 'GrantToTenant')][switch] $Global
    )
    Send-SimulatedCall $PSCmdlet 'Grant-CsVoicePolicy' $PSBoundParameters
}

function New-CsBatchPolicyAssignmentOperation {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default')][string] $OperationName,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string[]] $Identity,
        [Parameter(ParameterSetName = 'Default', Mandatory)][string] $PolicyType,
        [Parameter(ParameterSetName = 'Default')][System.Collections.IDictionary] $AdditionalParameters,
        [Parameter(ParameterSetName = 'Default')][string] $PolicyName
    )
    Send-SimulatedCall $PSCmdlet 'New-CsBatchPolicyAssignmentOperation' $PSBoundParameters
}

function Get-CsUserPolicyAssignment {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Get')]
    param(
        [Parameter(ParameterSetName = 'Get', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][string] $PolicyType,
        [Parameter(ParameterSetName = 'GetViaIdentity', Mandatory)][object] $InputObject
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsUserPolicyAssignment' $PSBoundParameters
}

function Set-CsOnlinePstnUsage {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][object] $Usage
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsOnlinePstnUsage' $PSBoundParameters
}

function New-CsOnlineVoiceRoute {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity', Mandatory)][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $BridgeSourcePhoneNumber,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $Description,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][string] $NumberPattern,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][object] $OnlinePstnGatewayList,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][object] $OnlinePstnUsages,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'ParentAndRelativeKey')][int] $Priority,
        [Parameter(ParameterSetName = 'ParentAndRelativeKey', Mandatory)][string] $Name
    )
    Send-SimulatedCall $PSCmdlet 'New-CsOnlineVoiceRoute' $PSBoundParameters
}

function New-CsOnlineDirectRoutingTelephoneNumberUploadOrder {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'InputByList')]
    param(
        [Parameter(ParameterSetName = 'InputByList')][string] $TelephoneNumber,
        [Parameter(ParameterSetName = 'InputByList')][Parameter(ParameterSetName = 'InputByRange')][string] $LocationId,
        [Parameter(ParameterSetName = 'InputByList')][Parameter(ParameterSetName = 'InputByRange')][string] $AcquiredCapability,
        [Parameter(ParameterSetName = 'InputByList')][Parameter(ParameterSetName = 'InputByRange')][string] $NetworkSiteId,
        [Parameter(ParameterSetName = 'InputByList')][Parameter(ParameterSetName = 'InputByRange')][string] $ReverseNumberLookup,
        [Parameter(ParameterSetName = 'InputByList')][Parameter(ParameterSetName = 'InputByRange')][string] $Tag,
        [Parameter(ParameterSetName = 'InputByRange')][string] $StartingNumber,
        [Parameter(ParameterSetName = 'InputByRange')][string] $EndingNumber,
        [Parameter(ParameterSetName = 'InputByFile')][object] $FileContent
    )
    Send-SimulatedCall $PSCmdlet 'New-CsOnlineDirectRoutingTelephoneNumberUploadOrder' $PSBoundParameters
}

function Get-MgUserLicenseDetail {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'List')]
    param(
        [Parameter(ParameterSetName = 'List', Mandatory)][Parameter(ParameterSetName = 'Get', Mandatory)][string] $UserId,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][Alias('Expand')][string[]] $ExpandProperty,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][Alias('Select')][string[]] $Property,
        [Parameter(ParameterSetName = 'List')][string] $Filter,
        [Parameter(ParameterSetName = 'List')][string] $Search,
        [Parameter(ParameterSetName = 'List')][int] $Skip,
        [Parameter(ParameterSetName = 'List')][Alias('OrderBy')][string[]] $Sort,
        [Parameter(ParameterSetName = 'List')][Alias('Limit')][int] $Top,
        [Parameter(ParameterSetName = 'List')][int] $PageSize,
        [Parameter(ParameterSetName = 'List')][switch] $All,
        [Parameter(ParameterSetName = 'List')][Alias('CV')][string] $CountVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][Alias('RHV')][string] $ResponseHeadersVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][System.Collections.IDictionary] $Headers,
        [Parameter(ParameterSetName = 'Get', Mandatory)][string] $LicenseDetailsId,
        [Parameter(ParameterSetName = 'GetViaIdentity', Mandatory)][object] $InputObject
    )
    Send-SimulatedCall $PSCmdlet 'Get-MgUserLicenseDetail' $PSBoundParameters
}

function Get-MgSubscribedSku {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'List')]
    param(
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][Alias('Select')][string[]] $Property,
        [Parameter(ParameterSetName = 'List')][Alias('Expand')][string[]] $ExpandProperty,
        [Parameter(ParameterSetName = 'List')][string] $Filter,
        [Parameter(ParameterSetName = 'List')][string] $Search,
        [Parameter(ParameterSetName = 'List')][int] $Skip,
        [Parameter(ParameterSetName = 'List')][Alias('OrderBy')][string[]] $Sort,
        [Parameter(ParameterSetName = 'List')][Alias('Limit')][int] $Top,
        [Parameter(ParameterSetName = 'List')][int] $PageSize,
        [Parameter(ParameterSetName = 'List')][switch] $All,
        [Parameter(ParameterSetName = 'List')][Alias('CV')][string] $CountVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][Alias('RHV')][string] $ResponseHeadersVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Parameter(ParameterSetName = 'GetViaIdentity')][System.Collections.IDictionary] $Headers,
        [Parameter(ParameterSetName = 'Get', Mandatory)][string] $SubscribedSkuId,
        [Parameter(ParameterSetName = 'GetViaIdentity', Mandatory)][object] $InputObject
    )
    Send-SimulatedCall $PSCmdlet 'Get-MgSubscribedSku' $PSBoundParameters
}

function Set-MgUserLicense {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'AssignExpanded')]
    param(
        [Parameter(ParameterSetName = 'AssignExpanded', Mandatory)][Parameter(ParameterSetName = 'Assign', Mandatory)][string] $UserId,
        [Parameter(ParameterSetName = 'AssignExpanded')][Parameter(ParameterSetName = 'AssignViaIdentityExpanded')][object[]] $AddLicenses,
        [Parameter(ParameterSetName = 'AssignExpanded')][Parameter(ParameterSetName = 'AssignViaIdentityExpanded')][string[]] $RemoveLicenses,
        [Parameter(ParameterSetName = 'AssignExpanded')][Parameter(ParameterSetName = 'AssignViaIdentityExpanded')][System.Collections.IDictionary] $AdditionalProperties,
        [Parameter(ParameterSetName = 'AssignExpanded')][Parameter(ParameterSetName = 'Assign')][Parameter(ParameterSetName = 'AssignViaIdentityExpanded')][Parameter(ParameterSetName = 'AssignViaIdentity')][Alias('RHV')][string] $ResponseHeadersVariable,
        [Parameter(ParameterSetName = 'AssignExpanded')][Parameter(ParameterSetName = 'Assign')][Parameter(ParameterSetName = 'AssignViaIdentityExpanded')][Parameter(ParameterSetName = 'AssignViaIdentity')][System.Collections.IDictionary] $Headers,
        [Parameter(ParameterSetName = 'Assign', Mandatory)][Parameter(ParameterSetName = 'AssignViaIdentity', Mandatory)][object] $BodyParameter,
        [Parameter(ParameterSetName = 'AssignViaIdentityExpanded', Mandatory)][Parameter(ParameterSetName = 'AssignViaIdentity', Mandatory)][object] $InputObject
    )
    Send-SimulatedCall $PSCmdlet 'Set-MgUserLicense' $PSBoundParameters
}

function Get-CsOnlineLisLocation {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'GetByLocationID')]
    param(
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][string] $AssignmentStatus,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][string] $City,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][string] $CountryOrRegion,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][string] $Description,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][switch] $Force,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][int] $NumberOfResultsToSkip,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][switch] $PopulateNumberOfTelephoneNumbers,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][switch] $PopulateNumberOfVoiceUsers,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][long] $ResultSize,
        [Parameter(ParameterSetName = 'GetByLocationID')][Parameter(ParameterSetName = 'UseCivicAddressId')][Parameter(ParameterSetName = 'UseLocation')][Parameter(ParameterSetName = 'UseLocationId')][string] $ValidationStatus,
        [Parameter(ParameterSetName = 'UseCivicAddressId', Mandatory)][guid] $CivicAddressId,
        [Parameter(ParameterSetName = 'UseLocation', Mandatory)][string] $Location,
        [Parameter(ParameterSetName = 'UseLocationId')][guid] $LocationId
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlineLisLocation' $PSBoundParameters
}

function Get-CsOnlineVoicemailPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsOnlineVoicemailPolicy' $PSBoundParameters
}

function Get-CsCallingLineIdentity {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsCallingLineIdentity' $PSBoundParameters
}

function Get-CsTeamsUpgradePolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][guid] $Tenant,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][switch] $LocalStore,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsTeamsUpgradePolicy' $PSBoundParameters
}

function Get-CsVoiceRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'Filter')][switch] $LocalStore,
        [Parameter(ParameterSetName = 'Filter')][string] $Filter
    )
    Send-SimulatedCall $PSCmdlet 'Get-CsVoiceRoutingPolicy' $PSBoundParameters
}

function Set-CsOnlineVoiceRoutingPolicy {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][string] $Description,
        [Parameter(ParameterSetName = 'Identity')][object] $OnlinePstnUsages,
        [Parameter(ParameterSetName = 'Identity')][string] $RouteType
    )
    Send-SimulatedCall $PSCmdlet 'Set-CsOnlineVoiceRoutingPolicy' $PSBoundParameters
}

function Test-CsEffectiveTenantDialPlan {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'EffectiveTDPName', Mandatory)][string] $DialedNumber,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'EffectiveTDPName')][string] $CallerNumber,
        [Parameter(ParameterSetName = 'Identity')][string] $Identity,
        [Parameter(ParameterSetName = 'Identity')][Parameter(ParameterSetName = 'EffectiveTDPName')][switch] $TenantScopeOnly,
        [Parameter(ParameterSetName = 'EffectiveTDPName')][string] $EffectiveTenantDialPlanName
    )
    Send-SimulatedCall $PSCmdlet 'Test-CsEffectiveTenantDialPlan' $PSBoundParameters
}

function Get-MsolGroup {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'ListGroups__0')]
    param(
        [Parameter(ParameterSetName = 'ListGroups__0')][string] $SearchString,
        [Parameter(ParameterSetName = 'ListGroups__0')][int] $MaxResults,
        [Parameter(ParameterSetName = 'ListGroups__0')][Parameter(ParameterSetName = 'GetGroup__0')][guid] $TenantId,
        [Parameter(ParameterSetName = 'GetGroup__0', Mandatory)][guid] $ObjectId
    )
    Send-SimulatedCall $PSCmdlet 'Get-MsolGroup' $PSBoundParameters
}

function Get-MgUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'List')]
    param(
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('Expand')][string[]] $ExpandProperty,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('Select')][string[]] $Property,
        [Parameter(ParameterSetName = 'List')][string] $Filter,
        [Parameter(ParameterSetName = 'List')][string] $Search,
        [Parameter(ParameterSetName = 'List')][int] $Skip,
        [Parameter(ParameterSetName = 'List')][Alias('OrderBy')][string[]] $Sort,
        [Parameter(ParameterSetName = 'List')][Alias('Limit')][int] $Top,
        [Parameter(ParameterSetName = 'List')][int] $PageSize,
        [Parameter(ParameterSetName = 'List')][switch] $All,
        [Parameter(ParameterSetName = 'List')][Alias('CV')][string] $CountVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][string] $ConsistencyLevel,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('RHV')][string] $ResponseHeadersVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][System.Collections.IDictionary] $Headers,
        [Parameter(ParameterSetName = 'Get', Mandatory)][string] $UserId
    )
    Send-SimulatedCall $PSCmdlet 'Get-MgUser' $PSBoundParameters
}

function Update-MgUser {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'UpdateExpanded')]
    param(
        [Parameter(ParameterSetName = 'UpdateExpanded', Mandatory)][string] $UserId,
        [Parameter(ParameterSetName = 'UpdateExpanded')][string] $Department,
        [Parameter(ParameterSetName = 'UpdateExpanded')][string] $DisplayName,
        [Parameter(ParameterSetName = 'UpdateExpanded')][string] $UsageLocation,
        [Parameter(ParameterSetName = 'UpdateExpanded')][switch] $AccountEnabled,
        [Parameter(ParameterSetName = 'UpdateExpanded')][Alias('RHV')][string] $ResponseHeadersVariable,
        [Parameter(ParameterSetName = 'UpdateExpanded')][System.Collections.IDictionary] $Headers
    )
    Send-SimulatedCall $PSCmdlet 'Update-MgUser' $PSBoundParameters
}

function Get-MgGroup {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'List')]
    param(
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('Expand')][string[]] $ExpandProperty,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('Select')][string[]] $Property,
        [Parameter(ParameterSetName = 'List')][string] $Filter,
        [Parameter(ParameterSetName = 'List')][string] $Search,
        [Parameter(ParameterSetName = 'List')][int] $Skip,
        [Parameter(ParameterSetName = 'List')][Alias('OrderBy')][string[]] $Sort,
        [Parameter(ParameterSetName = 'List')][Alias('Limit')][int] $Top,
        [Parameter(ParameterSetName = 'List')][int] $PageSize,
        [Parameter(ParameterSetName = 'List')][switch] $All,
        [Parameter(ParameterSetName = 'List')][Alias('CV')][string] $CountVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][string] $ConsistencyLevel,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('RHV')][string] $ResponseHeadersVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][System.Collections.IDictionary] $Headers,
        [Parameter(ParameterSetName = 'Get', Mandatory)][string] $GroupId
    )
    Send-SimulatedCall $PSCmdlet 'Get-MgGroup' $PSBoundParameters
}

function Get-MgDomain {
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false, DefaultParameterSetName = 'List')]
    param(
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('Expand')][string[]] $ExpandProperty,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('Select')][string[]] $Property,
        [Parameter(ParameterSetName = 'List')][string] $Filter,
        [Parameter(ParameterSetName = 'List')][string] $Search,
        [Parameter(ParameterSetName = 'List')][int] $Skip,
        [Parameter(ParameterSetName = 'List')][Alias('OrderBy')][string[]] $Sort,
        [Parameter(ParameterSetName = 'List')][Alias('Limit')][int] $Top,
        [Parameter(ParameterSetName = 'List')][int] $PageSize,
        [Parameter(ParameterSetName = 'List')][switch] $All,
        [Parameter(ParameterSetName = 'List')][Alias('CV')][string] $CountVariable,
        [Parameter(ParameterSetName = 'List')][string] $ConsistencyLevel,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][Alias('RHV')][string] $ResponseHeadersVariable,
        [Parameter(ParameterSetName = 'List')][Parameter(ParameterSetName = 'Get')][System.Collections.IDictionary] $Headers,
        [Parameter(ParameterSetName = 'Get', Mandatory)][string] $DomainId
    )
    Send-SimulatedCall $PSCmdlet 'Get-MgDomain' $PSBoundParameters
}

Export-ModuleMember -Function *-Cs*, *-Msol*, *-Mg*, *-MicrosoftTeams, Connect-SimulatedTenant
