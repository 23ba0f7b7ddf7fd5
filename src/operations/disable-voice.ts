import { person } from '../fields/person';
import { accountObstacle } from '../resources/person-voice/account';
import { policyKindsOn } from '../resources/person-voice/policy-kinds';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { defineOperation } from './operation';
import { keptNumber } from './voice-rules';

/** Voice, number and site go, and what means nothing without them; the number returns to the pool. */
export const disableVoice = defineOperation({
  id: 'disable-voice',
  resource: 'person-voice',
  fields: { user: person },
  about: 'user',
  offered: ({ facts }) => facts.voice === true,
  wanted: (now, _input, { platform }) => {
    const refused = accountObstacle(now.shown) ?? keptNumber(now);
    const ending = policyKindsOn(platform).filter(({ endsWithVoice }) => endsWithVoice.includes(platform));
    const wish: VoiceWish = {
      voice: false,
      number: null,
      site: null,
      policies: Object.fromEntries(ending.map(({ fact }) => [fact, null])),
    };
    return refused ? { refused } : wish;
  },
});
