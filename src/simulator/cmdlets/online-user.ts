import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { hasCallingPlan, hasPhoneSystem, hasPlan, planStatus } from '../account';
import { CmdletError } from '../cmdlet-error';
import { lowerBound, parseFilter } from '../filter-text';
import { isInDirectory, seenAccounts } from '../find-account';
import { countOf, flagOf, textOf, type Parameters } from '../parameters';
import { directPolicy, kindsOf, policySources, type PolicyKind } from '../policy-kinds';
import type { World } from '../world';

const alwaysShown = ['Identity', 'UserPrincipalName', 'Alias', 'AccountEnabled', 'DisplayName'];

/**
 * Get-CsOnlineUser: one account by identity, or a listing that soft-deleted, guest and unlicensed accounts are part of.
 * There is no -Skip: a listing is paged by `-Filter "UserPrincipalName -gt '…'" -OrderBy 'UserPrincipalName asc' -ResultSize n`.
 */
export function getCsOnlineUser(world: World, parameters: Parameters): Iterable<Row> {
  const identity = textOf(parameters, 'Identity');
  const filter = textOf(parameters, 'Filter');
  const fits = filter === undefined ? () => true : parseFilter(filter, filterable);
  const accounts = inOrder(world, identity === undefined ? undefined : found(world, identity), parameters);
  const accountType = textOf(parameters, 'AccountType')?.toLowerCase();
  const only = textOf(parameters, 'Properties')
    ?.split(/\s*,\s*/)
    .map((name) => name.toLowerCase());
  return listed();

  function* listed(): IterableIterator<Row> {
    let left = countOf(parameters, 'ResultSize') ?? Infinity;
    for (const account of accounts) {
      if (left <= 0) return;
      if (!isInDirectory(world, account)) continue;
      if (flagOf(parameters, 'SoftDeletedUser') && !account.softDeletedAt) continue;
      if (accountType && account.accountType.toLowerCase() !== accountType) continue;
      if (!fits(filterFields(world, account))) continue;
      left -= 1;
      const row = rowOf(world, account);
      yield only ? narrowed(row, only) : row;
    }
  }
}

/** As the tenant has them; by name with -Sort alone; by a property with -OrderBy 'DisplayName desc'. */
function inOrder(world: World, named: Account[] | undefined, { Sort: sort, Filter: filter }: Parameters): Iterable<Account> {
  const all = () => named ?? world.accounts.allVisible(world.now(), world.flicker);
  if (sort === undefined || sort === false) return all();
  const [, property, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(typeof sort === 'string' ? sort : 'DisplayName') ?? [];
  const known = filterable.find((one) => one.toLowerCase() === property?.toLowerCase());
  if (!known) throw new CmdletError('BadRequest', `Cannot sort by "${String(sort)}".`, { category: 'InvalidArgument' });
  const back = direction?.toLowerCase() === 'desc';
  if (known === 'UserPrincipalName' && !named && !back)
    return byUpn(world, typeof filter === 'string' ? lowerBound(filter, known) : undefined);
  if (known === 'DisplayName' && !back) return [...all()].sort(byName);
  const keyed = [...all()].map((account) => ({ account, key: String(filterFields(world, account)[known] ?? '').toLowerCase() }));
  keyed.sort((one, other) => (one.key === other.key ? 0 : one.key < other.key === back ? 1 : -1));
  return keyed.map(({ account }) => account);
}

/** A page that starts after a UPN does not look at what comes before it. */
function* byUpn(world: World, after: string | undefined): IterableIterator<Account> {
  for (const id of world.idsByUpn(after)) {
    const account = world.accounts.visible(id, world.now(), world.flicker);
    if (account) yield account;
  }
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
    SoftDeletionTimestamp: account.softDeletedAt,
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
  'SoftDeletionTimestamp',
] as const;

function rowOf(world: World, account: Account): Row {
  const homedOnline = account.accountType !== 'SfBOnPremUser';
  return {
    Identity: account.id,
    ...filterFields(world, account),
    AssignedPlan: account.plans.map((plan) => ({ Capability: plan.capability, CapabilityStatus: planStatus(plan, world.now()) })),
    HostingProvider: account.mediationServer?.accessProxyExternalFqdn ?? (homedOnline ? 'sipfed.online.lync.com' : 'SRV:'),
    RegistrarPool: homedOnline ? 'sippooldb30e11.infra.lync.com' : 'pool01.contoso.local',
    InterpretedUserType: account.interpretedUserType,
    UserDirSyncEnabled: account.synced,
    UserValidationErrors: [],
    ...(world.platform === 'cloud-connector' ? cloudConnectorFields(world, account) : directRoutingFields(world, account)),
  };
}

function cloudConnectorFields(world: World, account: Account): Row {
  return {
    HostedVoiceMail: account.voicemail,
    VoicePolicy: voicePolicy(world, account),
    VoiceRoutingPolicy: account.voiceRoutingPolicy,
    OnPremLineURIManuallySet: account.number !== null && !account.numberFromDirectory,
    OnlineVoiceRoutingPolicy: null,
    TenantDialPlan: directPolicy(account, 'TenantDialPlan'),
    OnlineDialOutPolicy: directPolicy(account, 'OnlineDialOutPolicy'),
  };
}

/** Derived by the service: BusinessVoice from a Calling Plan, HybridVoice some time after voice is on with Phone System. */
function voicePolicy(world: World, account: Account): string | null {
  if (hasCallingPlan(account, world.now())) return 'BusinessVoice';
  const ready = account.voice && hasPhoneSystem(account, world.now()) && world.now() >= account.voiceSince + world.voicePolicyAfterMs;
  return ready ? 'HybridVoice' : null;
}

/** Module 3.0 and later: no HostedVoiceMail, VoicePolicy, VoiceRoutingPolicy; the plain policy attributes show direct grants alone. */
function directRoutingFields(world: World, account: Account): Row {
  const now = world.now();
  const { groups } = world.settings();
  const direct = (kind: PolicyKind) => directPolicy(account, kind);
  return {
    FeatureTypes: [
      ...(hasPlan(account, now, 'TEAMS1') ? ['Teams'] : []),
      ...(hasPlan(account, now, 'MCOMEETADV') ? ['AudioConferencing'] : []),
      ...(hasPhoneSystem(account, now) ? ['PhoneSystem'] : []),
      ...(hasCallingPlan(account, now) ? ['CallingPlan'] : []),
    ],
    OnlineVoiceRoutingPolicy: direct('OnlineVoiceRoutingPolicy'),
    TenantDialPlan: direct('TenantDialPlan'),
    OnlineDialOutPolicy: direct('OnlineDialOutPolicy'),
    TeamsCallingPolicy: direct('TeamsCallingPolicy'),
    TeamsUpgradePolicy: direct('TeamsUpgradePolicy'),
    TeamsUpgradeEffectiveMode: account.teamsMode,
    EffectivePolicyAssignments: kindsOf['direct-routing'].flatMap((kind) => {
      const [first] = kind === 'TeamsUpgradePolicy' ? [] : policySources(account, kind, groups);
      return first
        ? [{ policyType: kind, displayName: first.policy, assignmentType: first.type.toLowerCase(), groupId: first.groupId }]
        : [];
    }),
  };
}
