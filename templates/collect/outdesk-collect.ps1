#Requires -Version 5.1
#Requires -RunAsAdministrator
<# Writes down who may do what on this file server, for 'outdesk access-audit import'.  Nothing on the server is changed:
   files are written to the folder -Out alone.  What could not be read stands in collect.log and icacls.log there.
   powershell -ExecutionPolicy Bypass -File outdesk-collect.ps1 -Path D:\share -Out C:\outdesk-collect #>
param(
  [Parameter(Mandatory = $true)] [string[]] $Path,
  [Parameter(Mandatory = $true)] [string] $Out
)
$ErrorActionPreference = 'Continue'
New-Item -ItemType Directory -Force -Path $Out -ErrorAction Stop | Out-Null
$Out = (Get-Item -LiteralPath $Out -ErrorAction Stop).FullName
$log = Join-Path $Out 'collect.log'
Set-Content -LiteralPath $log -Value '' -Encoding UTF8 -ErrorAction Stop
$roots = @($Path | ForEach-Object { (Get-Item -LiteralPath $_ -Force -ErrorAction Stop).FullName.TrimEnd('\') -replace ':$', ':\' })

function Log([string] $text) { Add-Content -LiteralPath $log -Value $text -Encoding UTF8 }
function Step([string] $what, [scriptblock] $do) {
  Write-Host $what
  try { & $do } catch { Log "${what}: $($_.Exception.Message)" }
}
function Save-Text([string] $name, [string] $text) { [System.IO.File]::WriteAllText((Join-Path $Out $name), $text) }
function To-Sid($bytes) { [System.Security.Principal.SecurityIdentifier]::new([byte[]]$bytes, 0) }

# The form that Windows PowerShell needs beyond 260 characters, and for names that end in a dot or a blank.
# PowerShell 7 reads the wrong folder with it and needs none.
function To-Long([string] $p) {
  if ($PSVersionTable.PSEdition -eq 'Core' -or ($p.Length -lt 240 -and $p -notmatch '[. ](\\|$)')) { return $p }
  if ($p.StartsWith('\\')) { return '\\?\UNC\' + $p.Substring(2) }
  return '\\?\' + $p
}
function Get-Rights([string] $p) {
  try { return Get-Acl -LiteralPath (To-Long $p) -ErrorAction Stop | Select-Object Owner, Sddl }
  catch { $first = $_.Exception.Message }
  try {
    $acl = [System.IO.Directory]::GetAccessControl((To-Long $p), 'Access, Owner, Group')
    return New-Object PSObject -Property @{ Owner = ''; Sddl = $acl.GetSecurityDescriptorSddlForm('Access, Owner, Group') }
  } catch { Log "not read: ${p}: $first" }
}
# Every folder, without following links and junctions.
function Get-Folders([string] $root) {
  $waiting = New-Object System.Collections.Stack
  $waiting.Push($root)
  while ($waiting.Count -gt 0) {
    $here = [string] $waiting.Pop()
    $rights = Get-Rights $here
    if ($rights) { New-Object PSObject -Property @{ Path = $here; Owner = $rights.Owner; Sddl = $rights.Sddl } }
    $problems = @()
    $inside = @(Get-ChildItem -LiteralPath (To-Long $here) -Directory -Force -ErrorAction SilentlyContinue -ErrorVariable problems)
    foreach ($problem in $problems) { Log "not listed: ${here}: $($problem.Exception.Message)" }
    foreach ($folder in $inside) {
      if (($folder.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -and $folder.LinkType) { Log "link, not followed: $here\$($folder.Name)" }
      else { $waiting.Push($here.TrimEnd('\') + '\' + $folder.Name) }
    }
  }
}
# A group with the SIDs of its members.  Get-LocalGroupMember stops at the first SID that has lost its account; this does not.
function Get-Group($group) {
  $members = New-Object System.Collections.ArrayList
  foreach ($member in @($group.psbase.Invoke('Members'))) {
    $name = ''
    try {
      $name = [string] $member.GetType().InvokeMember('ADsPath', 'GetProperty', $null, $member, $null)
      $bytes = $member.GetType().InvokeMember('objectSid', 'GetProperty', $null, $member, $null)
      [void] $members.Add((To-Sid $bytes).Value)
    } catch {
      if ($name -match '(S-1-[0-9-]+)$') { [void] $members.Add($Matches[1]) }
      else { Log "member without a SID: $name in $($group.Name)" }
    }
  }
  $sid = (To-Sid $group.objectSid.Value).Value
  ConvertTo-Json -Compress -InputObject @{ sid = $sid; name = [string] $group.Name.Value; members = [string[]] $members.ToArray() }
}

$system = $null
Step 'the server itself' {
  $script:system = Get-CimInstance Win32_ComputerSystem -ErrorAction Stop
  $script:server = [ordered]@{ computer = $env:COMPUTERNAME; domain = ''; domain_sid = ''; machine_sid = ''; domain_role = [int] $system.DomainRole; paths = [string[]] $roots
    taken_utc = [DateTime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [System.Globalization.CultureInfo]::InvariantCulture) }
}
$joined = $system -and $system.PartOfDomain
$controller = $system -and $system.DomainRole -ge 4
if ($joined) {
  Step 'SID of the domain' {
    $server.domain = [string] $system.Domain
    $account = New-Object System.Security.Principal.NTAccount("$($system.Domain)\$env:COMPUTERNAME`$")
    $server.domain_sid = $account.Translate([System.Security.Principal.SecurityIdentifier]).AccountDomainSid.Value
  }
}
if (-not $controller) {
  Step 'SID of the machine' {
    $user = ([ADSI]"WinNT://$env:COMPUTERNAME,computer").psbase.Children | Where-Object { $_.psbase.SchemaClassName -eq 'User' } | Select-Object -First 1
    $server.machine_sid = (To-Sid $user.objectSid.Value).AccountDomainSid.Value
  }
}
Step 'server.json' { Save-Text 'server.json' (ConvertTo-Json -InputObject $server) }

Step 'local-groups.json' {
  if ($controller) { Log 'a domain controller: its groups are in directory.ldf'; return }
  $groups = New-Object System.Collections.ArrayList
  foreach ($child in ([ADSI]"WinNT://$env:COMPUTERNAME,computer").psbase.Children) {
    if ($child.psbase.SchemaClassName -ne 'Group') { continue }
    try { [void] $groups.Add((Get-Group $child)) } catch { Log "group not read: $($child.Name): $($_.Exception.Message)" }
  }
  Save-Text 'local-groups.json' ('[' + ($groups.ToArray() -join ",`r`n") + ']')
}
Step 'shares.csv' {
  Get-SmbShare -ErrorAction Stop | Select-Object Name, Path, SecurityDescriptor | Export-Csv -LiteralPath (Join-Path $Out 'shares.csv') -NoTypeInformation -Encoding UTF8
}
Step 'share-access.csv' {
  Get-SmbShare -ErrorAction Stop | Get-SmbShareAccess -ErrorAction SilentlyContinue -ErrorVariable problems |
    Select-Object Name, ScopeName, AccountName, AccessControlType, AccessRight | Export-Csv -LiteralPath (Join-Path $Out 'share-access.csv') -NoTypeInformation -Encoding UTF8
  foreach ($problem in $problems) { Log "share-access.csv: $($problem.Exception.Message)" }
}
Step 'directory.ldf' {
  if (-not $joined) { return }
  if (-not (Get-Command ldifde.exe -ErrorAction SilentlyContinue)) { Log 'no ldifde here: run it on a domain controller (see README.md)'; return }
  $filter = '(|(objectCategory=person)(objectCategory=group)(objectCategory=computer)(objectClass=foreignSecurityPrincipal))'
  $attributes = 'objectClass,objectSid,sAMAccountName,displayName,cn,userAccountControl,primaryGroupID,sIDHistory,groupType,member,memberOf'
  & ldifde.exe -f (Join-Path $Out 'directory.ldf') -r $filter -l $attributes | ForEach-Object { Log "ldifde: $_" }
  if ($LASTEXITCODE -ne 0) { Log "ldifde ended with $LASTEXITCODE" }
}
Step 'acl.csv' {
  $roots | ForEach-Object { Get-Folders $_ } | Select-Object Path, Owner, Sddl | Export-Csv -LiteralPath (Join-Path $Out 'acl.csv') -NoTypeInformation -Encoding UTF8
}
Step 'icacls.txt' {
  $number = 0
  foreach ($root in $roots) {
    $number++
    $name = if ($number -eq 1) { 'icacls' } else { "icacls-$number" }
    & icacls.exe $root /save (Join-Path $Out "$name.txt") /T /C /Q 2>&1 | ForEach-Object { "$_" } |
      Set-Content -LiteralPath (Join-Path $Out "$name.log") -Encoding UTF8
  }
}
Write-Host "done: $Out; what could not be read: collect.log, icacls.log"
