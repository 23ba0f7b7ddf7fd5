import { z } from 'zod';
import { sentence } from '../../sentence';
import { readRows, type Row, type Tenant } from '../../tenant/tenant';
import type { Claim } from '../resource';
import { accountShown } from './account';
import { findUser } from './find-user';
import { isWanted } from './line-uri';
import { numberHeld } from './number-held';
import type { KnownNumber, NumberWanted, VoiceNumbers } from './voice-platform';

/** What the number store says of a number, and of those that a person has. */
export const numberRow = z.object({
  TelephoneNumber: z.string(),
  NumberType: z.string().nullish(),
  NumberSource: z.string().nullish(),
  PstnAssignmentStatus: z.string().nullish(),
  AssignedPstnTargetId: z.string().nullish(),
  AssignmentCategory: z.string().nullish(),
  AssignmentBlockedState: z.string().nullish(),
  LocationId: z.string().nullish(),
});

export const numberType = 'DirectRouting';

/** Numbers as the tenant's number store has them: it knows those of services, of other kinds and those that are blocked too. */
export const directRoutingNumbers: VoiceNumbers = { numberObstacle, usedNumbers, lookUp };

async function numberObstacle(tenant: Tenant, claim: Claim, keys: readonly string[]) {
  const [row] = await readRows(tenant, 'Get-CsPhoneNumberAssignment', { TelephoneNumber: claim.value });
  if (!row) return null;
  const found = numberRow.parse(row);
  if (found.AssignedPstnTargetId && !keys.includes(found.AssignedPstnTargetId)) {
    const holder = await findUser(tenant, found.AssignedPstnTargetId);
    return numberHeld(claim.value, holder ? accountShown(holder) : { name: found.AssignedPstnTargetId, upn: '?' });
  }
  return found.NumberType && found.NumberType !== numberType
    ? sentence('refusal.numberType', { number: claim.value, type: found.NumberType })
    : null;
}

async function usedNumbers(tenant: Tenant, startsWith: string): Promise<string[]> {
  const page = 1000;
  const numbers: string[] = [];
  for (let skip = 0; ; skip += page) {
    const rows = await readRows(tenant, 'Get-CsPhoneNumberAssignment', { TelephoneNumberStartsWith: startsWith, Top: page, Skip: skip });
    numbers.push(...rows.map((row) => numberRow.parse(row)).flatMap((one) => (canBeGiven(one) ? [] : one.TelephoneNumber)));
    if (rows.length < page) return numbers;
  }
}

type NumberRow = z.infer<typeof numberRow>;

function canBeGiven(row: NumberRow): boolean {
  return !row.AssignedPstnTargetId && row.NumberType === numberType && !isBlocked(row);
}

function isBlocked({ AssignmentBlockedState: state }: NumberRow): boolean {
  return Boolean(state) && state !== 'NotBlocked';
}

async function lookUp(tenant: Tenant, wanted: NumberWanted): Promise<KnownNumber[]> {
  const asked: Row = 'base' in wanted ? { TelephoneNumberStartsWith: wanted.base } : { TelephoneNumberContain: `;ext=${wanted.extension}` };
  const rows = await readRows(tenant, 'Get-CsPhoneNumberAssignment', { ...asked, Top: 100 });
  const found = rows.map((row) => numberRow.parse(row)).filter(({ TelephoneNumber: number }) => isWanted(number, wanted));
  return Promise.all(found.map((row) => known(tenant, row)));
}

async function known(tenant: Tenant, row: NumberRow): Promise<KnownNumber> {
  const { AssignedPstnTargetId: id, PstnAssignmentStatus: status } = row;
  const holder: Row | null = id ? await findUser(tenant, id) : null;
  return {
    number: row.TelephoneNumber,
    holder: holder ? accountShown(holder) : null,
    service: !holder && status && status !== 'Unassigned' ? status : null,
    type: row.NumberType ?? null,
    onPremises: row.NumberSource === 'OnPremises',
    blocked: isBlocked(row),
  };
}
