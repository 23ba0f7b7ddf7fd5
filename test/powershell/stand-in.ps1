
# Signs in as the module of Microsoft does: two tokens, Graph first. Which tenant answers says the file beside this one.
function Connect-MicrosoftTeams {
    [CmdletBinding(PositionalBinding = $false)]
    param([Parameter(Mandatory)][string[]] $AccessTokens)
    if ($AccessTokens.Count -ne 2) { throw [System.ArgumentException]::new('The provided tokens must be two.') }
    if ($null -ne $script:Tokens) { throw [System.InvalidOperationException]::new('Connecting to remote server api.interfaces.records.teams.microsoft.com failed') }
    $document = [System.Text.Json.JsonDocument]::Parse([System.IO.File]::ReadAllText([System.IO.Path]::Combine($PSScriptRoot, 'simulator.json')), [System.Text.Json.JsonDocumentOptions]::new())
    $card = ConvertFrom-SimulatedJson $document.RootElement
    $document.Dispose()
    Connect-SimulatedTenant -Url $card.url -Key $card.key
    $script:Tokens = $AccessTokens
    $body = $AccessTokens[1].Split('.')[1].Replace('-', '+').Replace('_', '/')
    $document = [System.Text.Json.JsonDocument]::Parse([System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($body.PadRight([int] [Math]::Ceiling($body.Length / 4) * 4, '='))), [System.Text.Json.JsonDocumentOptions]::new())
    $claims = ConvertFrom-SimulatedJson $document.RootElement
    $document.Dispose()
    $context = [psobject]::new()
    $context.PSObject.Properties.Add([psnoteproperty]::new('Account', $claims.preferred_username))
    $context.PSObject.Properties.Add([psnoteproperty]::new('TenantId', $claims.tid))
    $context
}
