import { eq } from '../../tenant/filter';
import { text, type FactReads } from '../fact-read';
import type { Patch, State } from '../facts';
import { ps } from '../power-shell';

/** The same answers as `readMediationServer`. A name that several accounts bear is told as such: it stands for none of them. */
export function mediationServerReads(upn: string, { facts }: State, goal: Patch): FactReads {
  const name = String(goal.account ?? facts.account);
  const user = { cmdlet: 'Get-MsolUser', parameters: { UserPrincipalName: upn }, mayBeMissing: true } as const;
  const server = { cmdlet: 'Get-CsHybridMediationServer', parameters: { Identity: name }, mayBeMissing: true } as const;
  const bearers = eq('DisplayName', name);
  return {
    account: { ...user, value: text('DisplayName') },
    licence: { ...user, value: ps`Join-Text ($answer | ForEach-Object { foreach ($one in $_.Licenses) { $one.AccountSkuId } })` },
    department: { ...user, value: text('Department') },
    provisioned: { cmdlet: 'Get-CsOnlineUser', parameters: { Identity: upn }, mayBeMissing: true, value: ps`$answer.Count -gt 0` },
    mediationServer: {
      ...server,
      value: ps`$(if (@(Get-CsOnlineUser -Filter ${bearers} -ErrorAction Stop).Count -gt 1) { ${`2 x ${name}`} } else { Get-Text $answer 'Fqdn' })`,
    },
    edge: { ...server, value: ps`$(if (Get-Text $answer 'Fqdn') { Get-Text $answer 'AccessProxyExternalFqdn' })` },
  };
}
