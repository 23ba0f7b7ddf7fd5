Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Expand-Text([string] $Escaped) { [regex]::Unescape($Escaped) }

function Get-Existing([scriptblock] $Read) {
    try { & $Read }
    catch { if ($_.FullyQualifiedErrorId -notmatch 'NotFound' -or $_.FullyQualifiedErrorId -match '^CommandNotFound') { throw } }
}

function Get-Text($Answer, [string[]] $Property) {
    foreach ($row in $Answer) {
        foreach ($name in $Property) {
            $value = $row.$name
            if ($null -ne $value -and '' -ne $value) { return [string] $value }
        }
    }
}

function Get-Flag($Answer, [string] $Property) {
    foreach ($row in $Answer) { if ($true -eq $row.$Property) { return $true } }
    return $false
}

function Get-First($Values) {
    foreach ($value in $Values) { if ($null -ne $value) { return $value } }
}

function Join-Text($Values) {
    $seen = @()
    foreach ($value in $Values) { if ($seen -cnotcontains $value) { $seen = $seen + $value } }
    return $seen -join ', '
}

function Get-Fact($Value) {
    if ($null -eq $Value -or '' -eq $Value) { return $null }
    return $Value
}

function Show-Fact($Value) {
    if ($null -eq $Value) { return '$null' }
    return "'$Value'"
}

function Test-Fact($Seen, $Wanted) {
    if ($null -eq $Seen -or $null -eq $Wanted) { return ($null -eq $Seen) -and ($null -eq $Wanted) }
    if ($Seen -is [string] -and $Wanted -is [string]) { return [string]::Equals($Seen, $Wanted) }
    return $Seen -ceq $Wanted
}

function Test-Reached($State, $Wanted) {
    foreach ($fact in $Wanted.Keys) { if (-not (Test-Fact $State[$fact] $Wanted[$fact])) { return $false } }
    return $true
}

function Read-State($Part) {
    $state = & $Part.Read
    foreach ($fact in $Part.Before.Keys) {
        $expected = @($Part.Before[$fact], $Part.Goal[$fact])
        if ($Part.Between.ContainsKey($fact)) { $expected = $expected + $Part.Between[$fact] }
        $known = $false
        foreach ($value in $expected) { if (Test-Fact $state[$fact] $value) { $known = $true } }
        if (-not $known) { throw ($Say.Moved -f $Part.Name, $fact, (Show-Fact $state[$fact]), (Show-Fact $expected[0]), (Show-Fact $expected[1])) }
    }
    return $state
}

function Wait-State($Part, $Wanted, [int] $Seconds, [string] $Late) {
    $waited = 0
    $pause = 1
    while (-not (Test-Reached (Read-State $Part) $Wanted)) {
        if ($waited -ge $Seconds) { throw ($Late -f $Part.Name, ($Wanted.Keys -join ', '), $waited) }
        Start-Sleep -Seconds $pause
        $waited = $waited + $pause
        if ($pause -lt 60) { $pause = $pause * 2 }
    }
}

function Invoke-Step($Part, [string] $Cmdlet, $Sets, [scriptblock] $Run) {
    $state = Read-State $Part
    if ((Test-Reached $state $Sets) -or (Test-Reached $state $Part.Goal)) {
        Write-Host ($Say.Already -f $Part.Name, $Cmdlet)
        return
    }
    Write-Host ($Say.Sending -f $Part.Name, $Cmdlet)
    $null = & $Run
    Wait-State $Part $Sets 900 $Say.NotSeen
    Write-Host ($Say.Seen -f $Part.Name, $Cmdlet)
}
