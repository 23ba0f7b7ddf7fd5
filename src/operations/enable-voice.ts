import { person } from '../fields/person';
import { phoneNumber } from '../fields/phone-number';
import { site } from '../fields/site';
import { readForSite, withSite } from '../resources/person-voice/site-grants';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { defineOperation } from './operation';
import { numberRule, siteIn, voiceObstacle } from './voice-rules';

/** Who gets voice gets what comes with the site, and dials as it says; a person who has voice already keeps all that. */
export const enableVoice = defineOperation({
  id: 'enable-voice',
  resource: 'person-voice',
  fields: { user: person, site, number: phoneNumber },
  about: 'user',
  also: ({ site }, { sites }) => readForSite(siteIn(sites, site)),
  offered: (now) => voiceObstacle(now) === null && !(now.facts.voice === true && typeof now.facts.number === 'string'),
  wanted: (now, { number, site }, { sites }) => {
    const at = siteIn(sites, site);
    const refused = voiceObstacle(now) ?? numberRule(now, number.e164, at);
    if (refused) return { refused };
    const wish: VoiceWish = { voice: true, voicemail: true, site: at?.name ?? null };
    if (now.facts.number !== number.e164) wish.number = number.e164;
    return at && now.facts.voice !== true ? { ...wish, dialling: at.dialling, ...withSite(now, at, sites, true) } : wish;
  },
});
