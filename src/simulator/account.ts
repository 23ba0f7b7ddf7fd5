import { z } from 'zod';
import { skus } from './skus';

/** The state of one service plan. Until `readyAt` (milliseconds) it is being provisioned. */
const plan = z.object({ capability: z.string(), status: z.string(), readyAt: z.number().optional() });

/** A product by its part number: assigned to the account itself, by groups (ids), or both. */
const licence = z.object({ sku: z.string(), direct: z.boolean(), groups: z.array(z.string()) });

export type Licence = z.infer<typeof licence>;

/** Everything the tenant knows of one account, on both platforms. The number is E.164 with an optional `;ext=`. */
export const accountSchema = z.strictObject({
  id: z.guid(),
  upn: z.string(),
  displayName: z.string(),
  alias: z.string(),
  sip: z.string().nullable(),
  accountType: z.enum(['User', 'ResourceAccount', 'Guest', 'SfBOnPremUser', 'IneligibleUser']),
  interpretedUserType: z.string(),
  enabled: z.boolean(),
  softDeletedAt: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  usageLocation: z.string().nullable(),
  licences: z.array(licence),
  plans: z.array(plan),
  /** Since when the directory of Skype for Business and Teams has the account, in milliseconds; `null` until a licence brings it there. */
  inDirectoryAt: z.number().nullable(),
  synced: z.boolean(),
  teamsMode: z.enum(['TeamsOnly', 'Islands', 'SfBOnly', 'SfBWithTeamsCollab', 'SfBWithTeamsCollabAndMeetings']),
  voice: z.boolean(),
  /** When voice was switched on, in milliseconds: the service derives the voice policy a while after. */
  voiceSince: z.number(),
  voicemail: z.boolean(),
  /** What somebody set of the voicemail settings, under the names of the cmdlet. */
  voicemailSettings: z.record(z.string(), z.union([z.string(), z.boolean()])),
  number: z.string().nullable(),
  numberType: z.enum(['DirectRouting', 'CallingPlan', 'OperatorConnect']),
  /** The number is mastered in on-premises Active Directory. */
  numberFromDirectory: z.boolean(),
  /** The emergency location of the number. */
  locationId: z.guid().nullable(),
  site: z.string().nullable(),
  allowInternationalCalls: z.boolean(),
  /** Direct grants alone; `null` is inherited. */
  voiceRoutingPolicy: z.string().nullable(),
  onlineVoiceRoutingPolicy: z.string().nullable(),
  /** Direct grants of the other kinds, by kind. */
  policies: z.record(z.string(), z.string()),
  groups: z.array(z.string()),
  /** What Set-CsHybridMediationServer made of it. */
  mediationServer: z.strictObject({ fqdn: z.string(), accessProxyExternalFqdn: z.string() }).nullable(),
});

export type Account = z.infer<typeof accountSchema>;

/** What can be changed behind the bot's back. Plans without licences bring the licences that explain them. */
export const accountEdit = accountSchema.omit({ id: true }).partial();
export type AccountEdit = z.infer<typeof accountEdit>;

/** What a reader sees of a plan at that moment. */
export function planStatus({ status, readyAt }: Account['plans'][number], now: number): string {
  return status === 'Enabled' && readyAt !== undefined && now < readyAt ? 'PendingProvisioning' : status;
}

export function hasPlan(account: Account, now: number, ...capabilities: string[]): boolean {
  return account.plans.some((one) => planStatus(one, now) === 'Enabled' && capabilities.includes(one.capability));
}

/** Phone System, for a person or for a resource account. */
export function hasPhoneSystem(account: Account, now: number): boolean {
  return hasPlan(account, now, account.accountType === 'ResourceAccount' ? 'MCOEV_VIRTUALUSER' : 'MCOEV');
}

export function hasCallingPlan(account: Account, now: number): boolean {
  return hasPlan(account, now, 'MCOPSTN1', 'MCOPSTN2');
}

/** The fewest products that explain these plans: E3, and add-ons. */
export function licencesFor(plans: Account['plans']): Licence[] {
  const open = new Set(plans.map(({ capability }) => capability));
  return ['MCOCAP', 'ENTERPRISEPACK', 'MCOEV', 'MCOMEETADV', 'MCOPSTN1', 'MCOPSTN2', 'PHONESYSTEM_VIRTUALUSER'].flatMap((partNumber) => {
    const inside = skus.find((sku) => sku.partNumber === partNumber)!.plans;
    const telling =
      partNumber === 'ENTERPRISEPACK' ? 'MCOSTANDARD' : partNumber === 'PHONESYSTEM_VIRTUALUSER' ? 'MCOEV_VIRTUALUSER' : partNumber;
    if (!open.has(telling)) return [];
    for (const one of inside) open.delete(one);
    return [{ sku: partNumber, direct: true, groups: [] }];
  });
}
