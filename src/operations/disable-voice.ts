import { licenceToo } from '../fields/licence-too';
import { person } from '../fields/person';
import { accountObstacle } from '../resources/person-voice/account';
import { policyKindsOn } from '../resources/person-voice/policy-kinds';
import { sitePolicies } from '../resources/person-voice/site-grants';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { defineOperation } from './operation';
import { keptNumber, licenceRule } from './voice-rules';

/** Voice, number and site go, and what means nothing without them; the number returns to the pool. The licence stays unless it is asked for. */
export const disableVoice = defineOperation({
  id: 'disable-voice',
  resource: 'person-voice',
  fields: { user: person, licence: licenceToo },
  optional: ['licence'],
  about: 'user',
  also: ({ licence }) => (licence?.take ? ['licence'] : []),
  offered: ({ facts }) => facts.voice === true,
  wanted: (now, { licence }, { platform, sites }) => {
    const refused = accountObstacle(now.shown) ?? keptNumber(now) ?? (licence?.take ? licenceRule(now) : null);
    const ending = policyKindsOn(platform).filter(({ endsWithVoice }) => endsWithVoice.includes(platform));
    const wish: VoiceWish = {
      voice: false,
      number: null,
      site: null,
      policies: { ...sitePolicies(now, null, sites), ...Object.fromEntries(ending.map(({ fact }) => [fact, null])) },
      ...(licence?.take && { licence: null }),
    };
    return refused ? { refused } : wish;
  },
});
