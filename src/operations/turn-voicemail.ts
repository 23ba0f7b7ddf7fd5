import { person } from '../fields/person';
import { accountObstacle, licenceObstacle } from '../resources/person-voice/account';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { defineOperation } from './operation';

export const turnVoicemailOn = turnVoicemail('turn-voicemail-on', true);
export const turnVoicemailOff = turnVoicemail('turn-voicemail-off', false);

function turnVoicemail(id: string, voicemail: boolean) {
  return defineOperation({
    id,
    resource: 'person-voice',
    fields: { user: person },
    about: 'user',
    also: () => ['voicemail'],
    offered: ({ facts }) => facts.voice === true,
    wanted: ({ shown }) => {
      const refused = accountObstacle(shown) ?? (voicemail ? licenceObstacle(shown) : null);
      const wish: VoiceWish = { voicemail };
      return refused ? { refused } : wish;
    },
  });
}
