import type { State } from '../resources/facts';
import { displayNumber } from '../resources/display-number';
import { accountObstacle, licenceObstacle } from '../resources/person-voice/account';
import { lineUriOf } from '../resources/person-voice/line-uri';
import type { Site } from '../resources/tenant-model';
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
  const who = { name: String(now.shown.name), upn: String(now.shown.upn), number: displayNumber(number) };
  if (typeof has === 'string') {
    return sentence(now.shown.numberMastered === 'on-premises' ? 'refusal.numberOnPremises' : 'refusal.numberAlreadyOther', {
      ...who,
      lineUri: lineUriOf(number),
      has: displayNumber(has),
    });
  }
  return site && !inRanges(number, site)
    ? sentence('refusal.numberOutsideSite', {
        ...who,
        site: site.name,
        ranges: site.ranges.map(({ from, to }) => `${displayNumber(from)} – ${displayNumber(to)}`).join(', '),
      })
    : null;
}

/** The site whose numbers this is one of, or null. */
export function siteOfNumber(number: string, sites: readonly Site[]): Site | null {
  return sites.find((site) => site.ranges.length > 0 && inRanges(number, site)) ?? null;
}

function inRanges(number: string, { ranges }: Site): boolean {
  const digits = (text: string) => BigInt(text.replace(/;.*$/, '').slice(1));
  return ranges.length === 0 || ranges.some(({ from, to }) => digits(number) >= digits(from) && digits(number) <= digits(to));
}
