import { person } from '../fields/person';
import { phoneNumber } from '../fields/phone-number';
import { site, type SiteValue } from '../fields/site';
import { accountObstacle } from '../resources/person-voice/account';
import { nameOfLocation } from '../resources/person-voice/location';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import type { Site } from '../resources/tenant-model';
import { defineOperation } from './operation';
import { keptNumber, outsideSite, sitePolicies, voiceObstacle } from './voice-rules';

/** A person sits somewhere else: site, number and what the configuration gives that site are reviewed together. How they dial stays as it is. */
export const move = defineOperation({
  id: 'move',
  resource: 'person-voice',
  fields: { user: person, site, number: phoneNumber },
  optional: ['number'],
  about: 'user',
  also: ({ site }, { sites }) => locationsOf(site, sites),
  offered: (now) => accountObstacle(now.shown) === null && now.facts.voice === true,
  wanted: (now, { site, number }, { sites }) => {
    const at = 'name' in site ? sites.find(({ name }) => name === site.name) : undefined;
    const refused = number
      ? (voiceObstacle(now) ?? keptNumber(now, number.e164) ?? outsideSite(now, number.e164, at ?? null))
      : accountObstacle(now.shown);
    const wish: VoiceWish = {
      site: at?.name ?? null,
      policies: sitePolicies(now, at ?? null, sites),
      ...(number && { voice: true, number: number.e164 }),
      ...(at?.location && (number ?? now.facts.number) && { location: at.location }),
    };
    return refused ? { refused } : wish;
  },
});

function locationsOf(site: SiteValue, sites: readonly Site[]): string[] {
  const location = 'name' in site ? sites.find(({ name }) => name === site.name)?.location : null;
  return location ? ['location', nameOfLocation(location)] : [];
}
