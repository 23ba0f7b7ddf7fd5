import { z } from 'zod';
import type { Row } from '../../tenant/tenant';
import type { Facts } from '../facts';
import type { Sentence } from '../../sentence';
import { sentence } from '../../sentence';
import { hasPhoneSystem } from './licences';

const plans = z.array(z.object({ Capability: z.string(), CapabilityStatus: z.string() }));

/** Strict on what is used, tolerant of everything else: Microsoft adds properties without notice. */
const onlineUser = z.object({
  Identity: z.string(),
  UserPrincipalName: z.string(),
  DisplayName: z.string().nullish(),
  AccountType: z.string().nullish(),
  AccountEnabled: z.boolean().nullish(),
  SoftDeletionTimestamp: z.string().nullish(),
  AssignedPlan: z.preprocess((value): unknown => (typeof value === 'string' ? JSON.parse(value) : value), plans.nullish()),
  Department: z.string().nullish(),
  UsageLocation: z.string().nullish(),
  HostingProvider: z.string().nullish(),
  InterpretedUserType: z.string().nullish(),
});

/** What `Get-CsOnlineUser` says of an account on both platforms. Throws `ZodError` on a row that lacks what is used. */
export function accountShown(row: Row): Record<string, string | boolean | null> {
  const user = onlineUser.parse(row);
  const plan = (capability: string) => user.AssignedPlan?.find((one) => one.Capability === capability)?.CapabilityStatus ?? null;
  return {
    id: user.Identity,
    upn: user.UserPrincipalName,
    name: user.DisplayName || user.UserPrincipalName,
    accountType: user.AccountType ?? 'User',
    accountEnabled: user.AccountEnabled ?? true,
    softDeleted: Boolean(user.SoftDeletionTimestamp),
    sharedDevice: user.InterpretedUserType?.includes('Device') ?? false,
    department: user.Department ?? null,
    country: user.UsageLocation ?? null,
    homedOnline: !user.HostingProvider || user.HostingProvider === 'sipfed.online.lync.com',
    phoneSystemPlan: plan('MCOEV'),
    callingPlan: ['MCOPSTN1', 'MCOPSTN2'].some((name) => plan(name) === 'Enabled'),
  };
}

/** What to know about an account besides its name, on every card that shows it. */
export function accountLabels(shown: Facts): Sentence[] {
  const labels: Sentence[] = [];
  if (shown.inDirectory === false) labels.push(sentence('account.notInDirectory'));
  if (shown.softDeleted === true) labels.push(sentence('account.softDeleted'));
  if (shown.accountType === 'ResourceAccount') labels.push(sentence('account.resource'));
  if (shown.accountType === 'Guest') labels.push(sentence('account.guest'));
  if (shown.accountType === 'SfBOnPremUser') labels.push(sentence('account.onPremises'));
  if (shown.sharedDevice === true) labels.push(sentence('account.sharedDevice'));
  if (shown.accountEnabled === false) labels.push(sentence('account.disabled'));
  if (shown.teamsOnly === false) labels.push(sentence('account.notTeamsOnly'));
  return labels;
}

/** Why nothing of this account's voice can be changed, or null. Every refusal says what to do. */
export function accountObstacle(shown: Facts): Sentence | null {
  return kindObstacle(shown) ?? directoryObstacle(shown);
}

/** Why this account is none that could ever have voice, or null. */
export function kindObstacle(shown: Facts): Sentence | null {
  const who = { name: String(shown.name), upn: String(shown.upn) };
  if (shown.softDeleted === true) return sentence('refusal.softDeleted', who);
  if (shown.accountType === 'Guest') return sentence('refusal.guest', who);
  if (shown.accountType === 'SfBOnPremUser' || shown.homedOnline === false) return sentence('refusal.onPremises', who);
  if (shown.accountType === 'ResourceAccount') return sentence('refusal.resourceAccount', who);
  return null;
}

/** Why Microsoft's telephony does not know this account yet, or null: a licence brings it there, some time later. */
export function directoryObstacle(shown: Facts): Sentence | null {
  if (shown.inDirectory !== false) return null;
  return sentence(shown.licensed === true ? 'refusal.notInDirectoryYet' : 'refusal.neverLicensed', {
    name: String(shown.name),
    upn: String(shown.upn),
  });
}

/** Why the licences do not allow voice, or null. */
export function licenceObstacle(shown: Facts): Sentence | null {
  const who = { name: String(shown.name), upn: String(shown.upn) };
  if (hasPhoneSystem(shown)) return null;
  return shown.phoneSystemPlan === null
    ? sentence('refusal.licenceMissing', who)
    : sentence('refusal.licencePending', { ...who, status: String(shown.phoneSystemPlan) });
}
