import { z } from 'zod';
import { and, contains, eq, like, or, prefix } from '../../tenant/filter';
import { readRows, type Row, type Tenant } from '../../tenant/tenant';
import type { Claim } from '../resource';
import { accountShown } from './account';
import { isWanted, lineUriOf, numberOfLineUri } from './line-uri';
import { numberHeld } from './number-held';
import type { KnownNumber, NumberWanted, VoiceNumbers } from './voice-platform';

const numberRow = z.object({
  LineURI: z.string().nullish(),
  OnPremLineURI: z.string().nullish(),
  OnPremLineURIManuallySet: z.boolean().nullish(),
});

/** There is no store of numbers here: a number is what an account has as its line URI. */
export const cloudConnectorNumbers: VoiceNumbers = { numberObstacle, usedNumbers, lookUp };

async function numberObstacle(tenant: Tenant, claim: Claim, keys: readonly string[]) {
  const uri = lineUriOf(claim.value);
  const filter = or(eq('LineURI', uri), eq('OnPremLineURI', uri));
  const rows = await readRows(tenant, 'Get-CsOnlineUser', { Filter: filter, ResultSize: 5 });
  const other = rows.map(accountShown).find((holder) => !keys.includes(String(holder.id)));
  return other ? numberHeld(claim.value, other) : null;
}

async function usedNumbers(tenant: Tenant, startsWith: string): Promise<string[]> {
  const rows = await readRows(tenant, 'Get-CsOnlineUser', { Filter: and(like('LineURI', prefix(lineUriOf(startsWith)))) });
  return rows.flatMap((row) => numberOfLineUri(numberRow.parse(row).LineURI) ?? []);
}

async function lookUp(tenant: Tenant, wanted: NumberWanted): Promise<KnownNumber[]> {
  const pattern = 'base' in wanted ? prefix(lineUriOf(wanted.base)) : contains(`;ext=${wanted.extension}`);
  const filter = or(like('LineURI', pattern), like('OnPremLineURI', pattern));
  const rows = await readRows(tenant, 'Get-CsOnlineUser', { Filter: filter, ResultSize: 100 });
  return rows.flatMap(known).filter(({ number }) => isWanted(number, wanted));
}

function known(row: Row): KnownNumber[] {
  const { LineURI, OnPremLineURI, OnPremLineURIManuallySet } = numberRow.parse(row);
  const number = numberOfLineUri(LineURI || OnPremLineURI);
  if (number === null) return [];
  return [{ number, holder: accountShown(row), service: null, type: null, onPremises: OnPremLineURIManuallySet === false, blocked: false }];
}
