import { person } from '../fields/person';
import { phoneNumber } from '../fields/phone-number';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { sentence } from '../sentence';
import { defineOperation } from './operation';
import { keptNumber, voiceObstacle } from './voice-rules';

/** Another number in the place of the one that is there, which returns to the pool. */
export const changeNumber = defineOperation({
  id: 'change-number',
  resource: 'person-voice',
  fields: { user: person, number: phoneNumber },
  about: 'user',
  offered: (now) => now.facts.voice === true && typeof now.facts.number === 'string' && keptNumber(now) === null,
  wanted: (now, { user, number }) => {
    const without = now.facts.number === null ? sentence('refusal.noNumberToChange', { name: user.name, upn: user.upn }) : null;
    const refused = voiceObstacle(now) ?? without ?? keptNumber(now, number.e164);
    const wish: VoiceWish = { voice: true, number: number.e164 };
    return refused ? { refused } : wish;
  },
});
