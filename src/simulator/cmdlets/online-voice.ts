import type { Row } from '../../tenant/tenant';
import { hasPhoneSystem, type Account } from '../account';
import { CmdletError } from '../cmdlet-error';
import { accountToWrite, seenAccounts } from '../find-account';
import { assignmentOf, textOf, type Parameters } from '../parameters';
import { onlineVoiceRoutingPolicies, policyGroups } from '../tenant-facts';
import { matchesWildcard } from '../wildcard';
import type { World } from '../world';

const policyType = 'OnlineVoiceRoutingPolicy';

export function grantCsOnlineVoiceRoutingPolicy(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity') ?? '';
  const account = accountToWrite(world, identity);
  if (!account || account.accountType === 'Guest')
    throw new CmdletError('NotFound', 'User does not exist', { category: 'ObjectNotFound', target: identity });
  const wanted = assignmentOf(parameters, 'PolicyName') ?? null;
  const policy =
    wanted === null ? null : Object.keys(onlineVoiceRoutingPolicies).find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (policy === undefined)
    throw new CmdletError('ClientError', `"${wanted}" not found`, { category: 'ObjectNotFound', target: wanted ?? '' });
  if (policy === 'Global')
    throw new CmdletError('ClientError', 'Policy "Global" is not a user policy', { category: 'InvalidArgument', target: policy });
  world.saveAccount({ ...account, onlineVoiceRoutingPolicy: policy });
  return [];
}

export function getCsOnlineVoiceRoutingPolicy(_world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity')?.replace(/^tag:/i, '').toLowerCase();
  const filter = textOf(parameters, 'Filter') ?? '*';
  const rows = Object.entries(onlineVoiceRoutingPolicies)
    .filter(([name]) => identity === undefined || name.toLowerCase() === identity)
    .map(([name, usages]): Row => ({
      Identity: name === 'Global' ? name : `Tag:${name}`,
      OnlinePstnUsages: [...usages],
      Description: null,
      RouteType: 'BYOT',
    }))
    .filter(({ Identity }) => matchesWildcard(String(Identity), filter));
  if (identity === undefined || rows.length > 0) return rows;
  throw new CmdletError('NotFound', `Cannot find the policy "${textOf(parameters, 'Identity')}".`, {
    category: 'ObjectNotFound',
    target: identity,
  });
}

/** No row for a type means that Global applies. A direct grant beats the group's. */
export function getCsUserPolicyAssignment(world: World, parameters: Parameters): Row[] {
  const account = seen(world, textOf(parameters, 'Identity') ?? '');
  const type = textOf(parameters, 'PolicyType')?.toLowerCase();
  const rows = [routingAssignment(account), upgradeAssignment(account)].filter((row) => row !== null);
  return rows.filter((row) => type === undefined || String(row.PolicyType).toLowerCase() === type);
}

function routingAssignment(account: Account): Row | null {
  const direct = account.onlineVoiceRoutingPolicy;
  const granted = account.groups.flatMap((id) => {
    const group = policyGroups[id];
    return group ? [{ AssignmentType: 'Group', PolicyName: group.onlineVoiceRoutingPolicy, Reference: id }] : [];
  });
  const sources = [...(direct ? [{ AssignmentType: 'Direct', PolicyName: direct, Reference: null }] : []), ...granted];
  const [first] = sources;
  return first ? { PolicyType: policyType, PolicyName: first.PolicyName, PolicySource: sources } : null;
}

function upgradeAssignment(account: Account): Row | null {
  if (account.teamsMode !== 'TeamsOnly') return null;
  return {
    PolicyType: 'TeamsUpgradePolicy',
    PolicyName: 'UpgradeToTeams',
    PolicySource: [{ AssignmentType: 'Direct', PolicyName: 'UpgradeToTeams', Reference: null }],
  };
}

/** By SIP address or object id alone, as the page says. Voicemail is automatic with Phone System. */
export function getCsOnlineVoicemailUserSettings(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity') ?? '';
  const account = seen(world, identity);
  if (!identity.startsWith('sip:') && account.id !== identity.toLowerCase()) throw notFound(identity);
  return [
    {
      VoicemailEnabled: hasPhoneSystem(account),
      PromptLanguage: account.usageLocation === 'FR' ? 'fr-FR' : account.usageLocation === 'JP' ? 'ja-JP' : 'en-US',
      CallAnswerRule: 'RegularVoicemail',
      DefaultGreetingPromptOverwrite: null,
      DefaultOofGreetingPromptOverwrite: null,
      OofGreetingEnabled: false,
      OofGreetingFollowAutomaticRepliesEnabled: false,
      OofGreetingFollowCalendarEnabled: false,
      ShareData: false,
      TransferTarget: null,
    },
  ];
}

function seen(world: World, identity: string): Account {
  const account = seenAccounts(world, identity).find(({ softDeletedAt }) => !softDeletedAt);
  if (!account) throw notFound(identity);
  return account;
}

function notFound(identity: string): CmdletError {
  return new CmdletError('NotFound', 'userId was not found', { category: 'ObjectNotFound', target: identity });
}
