import { person } from '../fields/person';
import { site } from '../fields/site';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { accountObstacle } from '../resources/person-voice/account';
import { defineOperation } from './operation';

/** Where the calls of a person leave. How they dial stays as it is. */
export const assignSite = defineOperation({
  id: 'assign-site',
  resource: 'person-voice',
  fields: { user: person, site },
  about: 'user',
  offered: (now) => accountObstacle(now.shown) === null && now.facts.voice === true,
  wanted: (now, { site }) => {
    const refused = accountObstacle(now.shown);
    const wish: VoiceWish = { site: 'name' in site ? site.name : null };
    return refused ? { refused } : wish;
  },
});
