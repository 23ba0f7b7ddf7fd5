import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { hasCallingPlan, hasPhoneSystem, hasPlan } from '../account';
import { CmdletError } from '../cmdlet-error';
import { parseFilter } from '../filter-text';
import { seenAccounts } from '../find-account';
import { countOf, flagOf, textOf, type Parameters } from '../parameters';
import { policyGroups } from '../tenant-facts';
import type { World } from '../world';

const alwaysShown = ['Identity', 'UserPrincipalName', 'Alias', 'AccountEnabled', 'DisplayName'];

/** Get-CsOnlineUser: one account by identity, or a listing that soft-deleted, guest and unlicensed accounts are part of. */
export function getCsOnlineUser(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity');
  const accounts = identity === undefined ? [...world.accounts.allVisible(world.now(), world.flicker)] : found(world, identity);
  const accountType = textOf(parameters, 'AccountType')?.toLowerCase();
  const filter = textOf(parameters, 'Filter');
  const fits = filter === undefined ? () => true : parseFilter(filter, filterable);
  const limit = countOf(parameters, 'ResultSize') ?? Infinity;
  const rows: Row[] = [];
  for (const account of parameters.Sort ? accounts.sort(byName) : accounts) {
    if (rows.length >= limit) break;
    if (flagOf(parameters, 'SoftDeletedUser') && !account.softDeletedAt) continue;
    if (accountType && account.accountType.toLowerCase() !== accountType) continue;
    if (fits(filterFields(world, account))) rows.push(rowOf(world, account));
  }
  const only = textOf(parameters, 'Properties')
    ?.split(/\s*,\s*/)
    .map((name) => name.toLowerCase());
  return only ? rows.map((row) => narrowed(row, only)) : rows;
}

function found(world: World, identity: string): Account[] {
  const accounts = seenAccounts(world, identity);
  if (accounts.length > 0) return accounts;
  const message = world.platform === 'direct-routing' ? 'userId was not found' : `Management object not found for identity "${identity}".`;
  throw new CmdletError('NotFound', message, { category: 'ObjectNotFound', target: identity });
}

function byName(one: Account, other: Account): number {
  return one.displayName.localeCompare(other.displayName, 'en') || one.upn.localeCompare(other.upn, 'en');
}

function narrowed(row: Row, only: string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => alwaysShown.includes(name) || only.includes(name.toLowerCase())));
}

/** What a filter may name, and alone what is made for each account of a listing. */
function filterFields(world: World, account: Account) {
  const lineUri = account.number && `tel:${account.number}`;
  return {
    DisplayName: account.displayName,
    UserPrincipalName: account.upn,
    SipAddress: account.sip,
    Alias: account.alias,
    LineURI: lineUri,
    OnPremLineURI: world.platform === 'cloud-connector' || account.numberFromDirectory ? lineUri : null,
    AccountType: account.accountType,
    AccountEnabled: account.enabled,
    Department: account.department,
    UsageLocation: account.usageLocation,
    EnterpriseVoiceEnabled: account.voice,
  } satisfies Row;
}

const filterable = [
  'DisplayName',
  'UserPrincipalName',
  'SipAddress',
  'Alias',
  'LineURI',
  'OnPremLineURI',
  'AccountType',
  'AccountEnabled',
  'Department',
  'UsageLocation',
  'EnterpriseVoiceEnabled',
];

function rowOf(world: World, account: Account): Row {
  const homedOnline = account.accountType !== 'SfBOnPremUser';
  return {
    Identity: account.id,
    ...filterFields(world, account),
    SoftDeletionTimestamp: account.softDeletedAt,
    AssignedPlan: account.plans.map(({ capability, status }) => ({ Capability: capability, CapabilityStatus: status })),
    HostingProvider: homedOnline ? 'sipfed.online.lync.com' : 'SRV:',
    RegistrarPool: homedOnline ? 'sippooldb30e11.infra.lync.com' : 'pool01.contoso.local',
    InterpretedUserType: account.interpretedUserType,
    UserDirSyncEnabled: account.synced,
    UserValidationErrors: [],
    ...(world.platform === 'cloud-connector' ? cloudConnectorFields(world, account) : directRoutingFields(account)),
  };
}

function cloudConnectorFields(world: World, account: Account): Row {
  return {
    HostedVoiceMail: account.voicemail,
    VoicePolicy: voicePolicy(world, account),
    VoiceRoutingPolicy: account.voiceRoutingPolicy,
    OnPremLineURIManuallySet: account.number !== null && !account.numberFromDirectory,
    OnlineVoiceRoutingPolicy: null,
    TenantDialPlan: null,
  };
}

/** Derived by the service: BusinessVoice from a Calling Plan, HybridVoice some time after voice is on with Phone System. */
function voicePolicy(world: World, account: Account): string | null {
  if (hasCallingPlan(account)) return 'BusinessVoice';
  const ready = account.voice && hasPhoneSystem(account) && world.now() >= account.voiceSince + world.voicePolicyAfterMs;
  return ready ? 'HybridVoice' : null;
}

/** Module 3.0 and later: no HostedVoiceMail, VoicePolicy, VoiceRoutingPolicy; the plain policy attribute shows direct grants alone. */
function directRoutingFields(account: Account): Row {
  const direct = account.onlineVoiceRoutingPolicy;
  return {
    FeatureTypes: [
      ...(hasPlan(account, 'TEAMS1') ? ['Teams'] : []),
      ...(hasPhoneSystem(account) ? ['PhoneSystem'] : []),
      ...(hasCallingPlan(account) ? ['CallingPlan'] : []),
    ],
    OnlineVoiceRoutingPolicy: direct,
    TenantDialPlan: null,
    OnlineDialOutPolicy: null,
    TeamsCallingPolicy: null,
    TeamsUpgradePolicy: account.teamsMode === 'TeamsOnly' ? 'UpgradeToTeams' : null,
    TeamsUpgradeEffectiveMode: account.teamsMode,
    EffectivePolicyAssignments: [
      ...(direct ? [{ policyType: 'OnlineVoiceRoutingPolicy', displayName: direct, assignmentType: 'direct', groupId: null }] : []),
      ...account.groups.flatMap((groupId) => {
        const group = policyGroups[groupId];
        return group && !direct
          ? [{ policyType: 'OnlineVoiceRoutingPolicy', displayName: group.onlineVoiceRoutingPolicy, assignmentType: 'group', groupId }]
          : [];
      }),
    ],
  };
}
