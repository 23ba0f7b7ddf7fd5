import type { Row } from '../../tenant/tenant';
import { CmdletError } from '../cmdlet-error';
import { accountToWrite, seenAccounts } from '../find-account';
import { assignmentOf, textOf, type Parameters } from '../parameters';
import { kindsOf, policySources, withPolicy, type PolicyKind } from '../policy-kinds';
import { matchesWildcard } from '../wildcard';
import type { World } from '../world';

/** Get-Cs…Policy of one kind: all, one by -Identity (with or without «Tag:»), or those whose identity matches -Filter. */
export function getPolicies(kind: PolicyKind, more: (world: World, name: string) => Row = () => ({})) {
  return (world: World, parameters: Parameters): Row[] => {
    const wanted = textOf(parameters, 'Identity');
    const identity = wanted?.replace(/^tag:/i, '').toLowerCase();
    const filter = textOf(parameters, 'Filter') ?? '*';
    const rows = Object.entries(world.settings().policies[kind] ?? {})
      .filter(([name]) => identity === undefined || name.toLowerCase() === identity)
      .map(([name, fields]): Row => ({ Identity: name === 'Global' ? name : `Tag:${name}`, ...fields, ...more(world, name) }))
      .filter(({ Identity }) => matchesWildcard(String(Identity), filter));
    if (identity === undefined || rows.length > 0) return rows;
    throw new CmdletError('NotFound', `Cannot find the policy "${wanted}".`, { category: 'ObjectNotFound', target: identity });
  };
}

/** Grant-Cs…Policy of one kind to one account; silent. `$null` takes the grant away. */
export function grantPolicy(kind: PolicyKind) {
  return (world: World, parameters: Parameters): Row[] => {
    const identity = textOf(parameters, 'Identity') ?? '';
    const account = accountToWrite(world, identity);
    if (!account || account.accountType === 'Guest')
      throw new CmdletError('NotFound', 'User does not exist', { category: 'ObjectNotFound', target: identity });
    const wanted = assignmentOf(parameters, 'PolicyName') ?? null;
    const settings = world.currentSettings();
    const names = Object.keys(settings.policies[kind] ?? {});
    const policy = wanted === null ? null : names.find((name) => name.toLowerCase() === wanted.toLowerCase());
    if (policy === undefined)
      throw new CmdletError('ClientError', `"${wanted}" not found`, { category: 'ObjectNotFound', target: wanted ?? '' });
    if (policy === 'Global')
      throw new CmdletError('ClientError', 'Policy "Global" is not a user policy', { category: 'InvalidArgument', target: policy });
    world.saveAccount(withPolicy(account, kind, policy, settings));
    return [];
  };
}

/** No row for a type means that Global applies. A direct grant beats the group's. */
export function getCsUserPolicyAssignment(world: World, parameters: Parameters): Row[] {
  const identity = textOf(parameters, 'Identity') ?? '';
  const account = seenAccounts(world, identity).find(({ softDeletedAt }) => !softDeletedAt);
  if (!account) throw new CmdletError('NotFound', 'userId was not found', { category: 'ObjectNotFound', target: identity });
  const type = textOf(parameters, 'PolicyType')?.toLowerCase();
  const { groups } = world.settings();
  return kindsOf[world.platform].flatMap((kind) => {
    const sources = policySources(account, kind, groups);
    const [first] = sources;
    if (!first || (type !== undefined && kind.toLowerCase() !== type)) return [];
    const listed = sources.map((source) => ({ AssignmentType: source.type, PolicyName: source.policy, Reference: source.groupId }));
    return [{ PolicyType: kind, PolicyName: first.policy, PolicySource: listed }];
  });
}
