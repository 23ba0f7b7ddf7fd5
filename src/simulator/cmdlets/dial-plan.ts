import type { Row } from '../../tenant/tenant';
import type { Account } from '../account';
import { CmdletError } from '../cmdlet-error';
import { seenAccounts } from '../find-account';
import { textOf, type Parameters } from '../parameters';
import { policySources } from '../policy-kinds';
import type { NormalizationRule } from '../settings';
import { tenantId } from '../tenant-facts';
import type { World } from '../world';

/** What a TenantDialPlan has besides its policy fields. */
export function dialPlanRules(world: World, name: string): Row {
  return { NormalizationRules: (world.settings().dialRules[name] ?? []).map(ruleRow) };
}

/** The rules of the tenant's plan first, then those of the country [doc what-are-dial-plans]. */
export function getCsEffectiveTenantDialPlan(world: World, parameters: Parameters): Row[] {
  const account = person(world, parameters);
  const { name, rules } = effective(world, account);
  return [{ EffectiveTenantDialPlanName: name, NormalizationRules: rules.map(ruleRow) }];
}

/** Test-CsEffectiveTenantDialPlan: the first rule that fits decides; an E.164 number stays as it is. */
export function testCsEffectiveTenantDialPlan(world: World, parameters: Parameters): Row[] {
  const dialled = (textOf(parameters, 'DialedNumber') ?? '').replace(/[\s().-]/g, '');
  const wanted = textOf(parameters, 'EffectiveTenantDialPlanName');
  const rules = wanted === undefined ? effective(world, person(world, parameters)).rules : (world.settings().dialRules[wanted] ?? []);
  const rule = dialled.startsWith('+') ? undefined : rules.find(({ pattern }) => new RegExp(pattern).test(dialled));
  return [
    {
      TranslatedNumber: dialled.startsWith('+') ? dialled : rule ? dialled.replace(new RegExp(rule.pattern), rule.translation) : '',
      MatchingRule: rule ? `Name=${rule.name};Pattern=${rule.pattern};Translation=${rule.translation}` : null,
      MatchingPattern: rule?.pattern ?? null,
    },
  ];
}

function effective(world: World, account: Account): { name: string; rules: NormalizationRule[] } {
  const { groups, dialRules } = world.settings();
  const plan = policySources(account, 'TenantDialPlan', groups)[0]?.policy ?? 'Global';
  const country = account.usageLocation ?? 'US';
  return { name: `${tenantId}_${plan}_${country}`, rules: [...(dialRules[plan] ?? []), ...(countryRules[country] ?? [])] };
}

const countryRules: Readonly<Record<string, NormalizationRule[]>> = {
  US: [rule('US long distance', '^1?([2-9]\\d{9})$', '+1$1'), rule('US international', '^011(\\d{7,15})$', '+$1')],
  FR: [rule('FR national', '^0([1-9]\\d{8})$', '+33$1'), rule('FR international', '^00(\\d{7,15})$', '+$1')],
  JP: [rule('JP national', '^0([1-9]\\d{8,9})$', '+81$1'), rule('JP international', '^010(\\d{7,15})$', '+$1')],
};

function rule(name: string, pattern: string, translation: string): NormalizationRule {
  return { name, pattern, translation, description: name };
}

function ruleRow({ name, pattern, translation, description }: NormalizationRule): Row {
  return { Name: name, Pattern: pattern, Translation: translation, Description: description, IsInternalExtension: false };
}

function person(world: World, parameters: Parameters): Account {
  const identity = textOf(parameters, 'Identity') ?? '';
  const account = seenAccounts(world, identity).find(({ softDeletedAt }) => !softDeletedAt);
  if (!account) throw new CmdletError('NotFound', 'userId was not found', { category: 'ObjectNotFound', target: identity });
  return account;
}
