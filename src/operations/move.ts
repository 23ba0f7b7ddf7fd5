import { person } from '../fields/person';
import { phoneNumber } from '../fields/phone-number';
import { site } from '../fields/site';
import { accountObstacle } from '../resources/person-voice/account';
import { readForSite, withSite } from '../resources/person-voice/site-grants';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { defineOperation } from './operation';
import { keptNumber, outsideSite, siteIn, voiceObstacle } from './voice-rules';

/** A person sits somewhere else: site, number and what the configuration gives that site are reviewed together. How they dial stays as it is. */
export const move = defineOperation({
  id: 'move',
  resource: 'person-voice',
  fields: { user: person, site, number: phoneNumber },
  optional: ['number'],
  about: 'user',
  also: ({ site }, { sites }) => readForSite(siteIn(sites, site)),
  offered: (now) => accountObstacle(now.shown) === null && now.facts.voice === true,
  wanted: (now, { site, number }, { sites }) => {
    const at = siteIn(sites, site);
    const refused = number
      ? (voiceObstacle(now) ?? keptNumber(now, number.e164) ?? outsideSite(now, number.e164, at))
      : accountObstacle(now.shown);
    const wish: VoiceWish = {
      site: at?.name ?? null,
      ...withSite(now, at, sites, (number ?? now.facts.number ?? null) !== null),
      ...(number && { voice: true, number: number.e164 }),
    };
    return refused ? { refused } : wish;
  },
});
