import { z } from 'zod';

const plan = z.object({ capability: z.string(), status: z.string() });

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
  usageLocation: z.string().nullable(),
  plans: z.array(plan),
  synced: z.boolean(),
  teamsMode: z.enum(['TeamsOnly', 'Islands', 'SfBOnly']),
  voice: z.boolean(),
  /** When voice was switched on, in milliseconds: the service derives the voice policy a while after. */
  voiceSince: z.number(),
  voicemail: z.boolean(),
  number: z.string().nullable(),
  numberType: z.enum(['DirectRouting', 'CallingPlan', 'OperatorConnect']),
  /** The number is mastered in on-premises Active Directory. */
  numberFromDirectory: z.boolean(),
  site: z.string().nullable(),
  allowInternationalCalls: z.boolean(),
  /** Direct grants alone; `null` is inherited. */
  voiceRoutingPolicy: z.string().nullable(),
  onlineVoiceRoutingPolicy: z.string().nullable(),
  groups: z.array(z.string()),
});

export type Account = z.infer<typeof accountSchema>;

/** What can be changed behind the bot's back. */
export const accountEdit = accountSchema.omit({ id: true }).partial();
export type AccountEdit = z.infer<typeof accountEdit>;

export function hasPlan(account: Account, ...capabilities: string[]): boolean {
  return account.plans.some(({ capability, status }) => status === 'Enabled' && capabilities.includes(capability));
}

/** Phone System, for a person or for a resource account. */
export function hasPhoneSystem(account: Account): boolean {
  return hasPlan(account, account.accountType === 'ResourceAccount' ? 'MCOEV_VIRTUALUSER' : 'MCOEV');
}

export function hasCallingPlan(account: Account): boolean {
  return hasPlan(account, 'MCOPSTN1', 'MCOPSTN2');
}
