import { person } from '../fields/person';
import { accountObstacle } from '../resources/person-voice/account';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import type { Dialling } from '../resources/tenant-model';
import { defineOperation } from './operation';

export const allowInternational = internationalCalls('allow-international', 'international');
export const blockInternational = internationalCalls('block-international', 'national');

function internationalCalls(id: string, dialling: Dialling) {
  return defineOperation({
    id,
    resource: 'person-voice',
    fields: { user: person },
    about: 'user',
    offered: (now) => now.facts.voice === true,
    wanted: (now) => {
      const refused = accountObstacle(now.shown);
      const wish: VoiceWish = { dialling };
      return refused ? { refused } : wish;
    },
  });
}
