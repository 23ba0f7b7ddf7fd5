import type { State } from '../resources/facts';
import type { SiteValue } from '../fields/site';
import { displayNumber } from '../resources/display-number';
import { accountObstacle, licenceObstacle } from '../resources/person-voice/account';
import { lineUriOf } from '../resources/person-voice/line-uri';
import { inRanges, type Site } from '../resources/tenant-model';
import { sentence, type Sentence } from '../sentence';

/** Why this account cannot be given voice, whatever the number: kind of account first, then licence, then a Calling Plan that excludes it. */
export function voiceObstacle(now: State): Sentence | null {
  return accountObstacle(now.shown) ?? licenceObstacle(now.shown) ?? callingPlan(now.shown);
}

function callingPlan({ voicePolicy, name, upn }: State['shown']): Sentence | null {
  return voicePolicy === 'BusinessVoice' ? sentence('refusal.callingPlan', { name: String(name), upn: String(upn) }) : null;
}

/** Why this number cannot be this person's at this site, as far as the person and the configuration tell. Who else holds it is asked of the tenant. */
export function numberRule(now: State, number: string, site: Site | null): Sentence | null {
  const has = now.facts.number;
  if (has === number) return null;
  if (typeof has !== 'string') return outsideSite(now, number, site);
  const who = { name: String(now.shown.name), upn: String(now.shown.upn), number: displayNumber(number) };
  return keptNumber(now, number) ?? sentence('refusal.numberAlreadyOther', { ...who, has: displayNumber(has) });
}

/**
 * Why the number that this person has can be neither taken nor replaced here: Active Directory masters it, or it is none of ours.
 * @param by the number that shall take its place; null when there shall be none
 */
export function keptNumber({ facts, shown }: State, by: string | null = null): Sentence | null {
  const { number } = facts;
  if (typeof number !== 'string' || number === by) return null;
  const who = { name: String(shown.name), upn: String(shown.upn), has: displayNumber(number) };
  if (shown.numberMastered === 'on-premises')
    return by === null
      ? sentence('refusal.numberFromDirectory', who)
      : sentence('refusal.numberOnPremises', { ...who, number: displayNumber(by), lineUri: lineUriOf(by) });
  const { numberType } = shown;
  return typeof numberType === 'string' && numberType !== 'DirectRouting'
    ? sentence('refusal.numberOfMicrosoft', { ...who, type: numberType })
    : null;
}

/** Why the licence of this person cannot be taken: a group gives it. Only over a state that was read with its licence. */
export function licenceRule({ facts, shown }: State): Sentence | null {
  if (facts.licence !== null || typeof shown.licenceGroup !== 'string') return null;
  return sentence('refusal.licenceOfGroup', { name: String(shown.name), upn: String(shown.upn), group: shown.licenceGroup });
}

/** Why this number is none of the site's. Without a site any number is right. */
export function outsideSite(now: State, number: string, site: Site | null): Sentence | null {
  if (!site || now.facts.number === number || inRanges(number, site)) return null;
  return sentence('refusal.numberOutsideSite', {
    number: displayNumber(number),
    site: site.name,
    ranges: site.ranges.map(({ from, to }) => `${displayNumber(from)} – ${displayNumber(to)}`),
  });
}

/** The site of the configuration that was answered, or null. */
export function siteIn(sites: readonly Site[], answered: SiteValue): Site | null {
  return ('name' in answered && sites.find(({ name }) => name === answered.name)) || null;
}
