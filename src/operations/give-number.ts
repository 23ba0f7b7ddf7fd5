import { person, receiver } from '../fields/person';
import { phoneNumber } from '../fields/phone-number';
import { displayNumber } from '../resources/display-number';
import { readForSite, withSite } from '../resources/person-voice/site-grants';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { sentence } from '../sentence';
import { defineParts } from './operation';
import { siteOfNumber } from '../resources/tenant-model';
import { keptNumber, numberRule, voiceObstacle } from './voice-rules';

/**
 * A number goes from one person to another; the change holds it throughout. Who gives it has no voice then; who gets voice with it gets the site
 * that the number belongs to with what comes with it, and dials as that site says.
 */
export const giveNumber = defineParts({
  id: 'give-number',
  fields: { user: person, receiver, number: phoneNumber },
  optional: ['number'],
  about: 'user',
  offered: (now) => typeof now.facts.number === 'string' && keptNumber(now) === null,
  parts: ({ user, receiver, number }, { sites }) => [
    {
      resource: 'person-voice',
      key: user.id,
      needs: [],
      wanted: ({ facts, shown }) => {
        const who = { name: user.name, upn: user.upn };
        if (receiver.id === user.id) return { refused: sentence('refusal.sameReceiver', who) };
        if (typeof facts.number !== 'string') return { refused: sentence('refusal.noNumber', who) };
        const kept = keptNumber({ facts, shown });
        if (kept) return { refused: kept };
        if (number && number.e164 !== facts.number)
          return { refused: sentence('refusal.hasAnotherNumber', { ...who, has: displayNumber(facts.number), number: number.display }) };
        const wish: VoiceWish = { voice: false, number: null };
        return wish;
      },
    },
    {
      resource: 'person-voice',
      key: receiver.id,
      needs: [0],
      also: number ? readForSite(siteOfNumber(number.e164, sites)) : sites.flatMap((site) => readForSite(site)),
      wanted: (now, [giver]) => {
        const given = giver?.facts.number;
        if (typeof given !== 'string') return { refused: sentence('refusal.noNumber', { name: user.name, upn: user.upn }) };
        const refused = voiceObstacle(now) ?? numberRule(now, given, null);
        const site = now.facts.voice === true ? null : siteOfNumber(given, sites);
        const wish: VoiceWish = {
          voice: true,
          voicemail: true,
          number: given,
          ...(site && { site: site.name, dialling: site.dialling, ...withSite(now, site, sites, true) }),
        };
        return refused ? { refused } : wish;
      },
    },
  ],
});
