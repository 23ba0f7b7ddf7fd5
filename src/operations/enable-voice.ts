import { person } from '../fields/person';
import { phoneNumber } from '../fields/phone-number';
import { site } from '../fields/site';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { defineOperation } from './operation';
import { numberRule, voiceObstacle } from './voice-rules';

/** A person who has voice already keeps the way they dial; who gets it dials as the site says. */
export const enableVoice = defineOperation({
  id: 'enable-voice',
  resource: 'person-voice',
  fields: { user: person, site, number: phoneNumber },
  about: 'user',
  offered: (now) => voiceObstacle(now) === null && !(now.facts.voice === true && typeof now.facts.number === 'string'),
  wanted: (now, { number, site }, model) => {
    const siteName = 'name' in site ? site.name : null;
    const at = model.sites.find(({ name }) => name === siteName) ?? null;
    const refused = voiceObstacle(now) ?? numberRule(now, number.e164, at);
    if (refused) return { refused };
    const wish: VoiceWish = { voice: true, voicemail: true, site: siteName };
    if (now.facts.number !== number.e164) wish.number = number.e164;
    if (at && now.facts.voice !== true) wish.dialling = at.dialling;
    return wish;
  },
});
