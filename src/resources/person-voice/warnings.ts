import { sentence, type Sentence } from '../../sentence';
import { applied, isInheritable, sameFact, type Facts, type Patch, type State } from '../facts';
import { countryOf, displayNumber } from '../display-number';
import type { Tenant } from '../../tenant/tenant';
import { inRanges, type Site, type TenantModel } from '../tenant-model';
import { accountLabels } from './account';
import { isWholeSuite } from './licences';
import { withoutExtension } from './line-uri';
import { lacksOfSite, nameOfPolicy } from './site-grants';
import type { VoicePlatform } from './voice-platform';

/** What somebody should know before confirming; each is a reason that a phone would not do what they expect. */
export async function voiceWarnings(
  tenant: Tenant,
  model: TenantModel,
  platform: VoicePlatform,
  before: State,
  goal: Patch,
): Promise<Sentence[]> {
  const after = applied(before.facts, goal);
  const was = platform.calls(before.facts);
  const will = platform.calls(after);
  const site = model.sites.find(({ name }) => name === will.site);
  const warnings: Sentence[] = [];
  if (will.site !== was.site && will.site !== null) warnings.push(sentence('warning.siteEmergency', { site: will.site }));
  if (after.voice === true && will.site === null) warnings.push(sentence(`warning.noSite.${model.platform}`));
  if (site && will.site !== was.site) warnings.push(...lackingWarnings(before, after, site));
  const country = typeof after.number === 'string' ? countryOf(after.number) : null;
  if (site && country && country !== site.country) {
    warnings.push(
      sentence('warning.countryOfNumber', {
        number: displayNumber(String(after.number)),
        country,
        site: site.name,
        siteCountry: site.country,
      }),
    );
  }
  if (site && typeof goal.number === 'string' && !inRanges(goal.number, site))
    warnings.push(sentence('warning.numberOutsideSite', { number: displayNumber(goal.number), site: site.name }));
  if (will.site !== was.site && typeof before.facts.location === 'string' && !('location' in goal))
    warnings.push(sentence('warning.locationStays'));
  for (const [fact, policy] of Object.entries(before.facts)) {
    if (isInheritable(policy) && policy.source === 'group' && !sameFact(policy, after[fact]))
      warnings.push(sentence('warning.overridesGroup', { policy: policy.policy ?? '' }));
  }
  if (after.voice === true && will.abroad === 'open') warnings.push(sentence('warning.abroadOpen'));
  if (goal.licence === null && typeof after.number === 'string')
    warnings.push(sentence('warning.numberSticks', { number: displayNumber(after.number) }));
  if (goal.licence === null && isWholeSuite(before.facts.licence))
    warnings.push(sentence('warning.wholeSuite', { part: String(before.facts.licence) }));
  if (goal.licence === null && typeof before.facts.licence === 'string' && typeof before.shown.licenceGroup === 'string')
    warnings.push(sentence('warning.licenceStays', { group: before.shown.licenceGroup }));
  if (typeof goal.number === 'string') warnings.push(...(await sharedBase(tenant, platform, goal.number)));
  return [...warnings, ...accountLabels(before.shown).map((label) => sentence('warning.account', { label }))];
}

/** What comes with a site and is not given: it is not in the tenant, or this change is about the site alone. */
function lackingWarnings({ shown }: State, after: Facts, site: Site): Sentence[] {
  const lacks = lacksOfSite(after, site);
  const missing = lacks.filter(({ fact, policy }) => shown[nameOfPolicy(fact, policy)] === false);
  const said = (name: 'siteLacks' | 'siteBrings', policies: typeof lacks): Sentence[] =>
    policies.length === 0
      ? []
      : [
          sentence(`warning.${name}`, {
            policies: policies.map(({ policy }) => policy),
            site: site.name,
            upn: String(shown.upn),
          }),
        ];
  return [
    ...said('siteLacks', missing),
    ...said(
      'siteBrings',
      lacks.filter((one) => !missing.includes(one)),
    ),
  ];
}

/** A base number alone beside the same base with an extension collides (facts.md b, «same base»). */
async function sharedBase(tenant: Tenant, platform: VoicePlatform, number: string): Promise<Sentence[]> {
  const base = withoutExtension(number);
  const used = await platform.usedNumbers(tenant, base);
  const beside = used.find((other) => other !== number && withoutExtension(other) === base && (other === base || number === base));
  return beside ? [sentence('warning.baseBesideExtension', { number: displayNumber(number), other: displayNumber(beside) })] : [];
}
