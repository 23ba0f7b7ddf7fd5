import { location } from '../fields/location';
import { person } from '../fields/person';
import { accountObstacle } from '../resources/person-voice/account';
import { nameOfLocation } from '../resources/person-voice/location';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { sentence } from '../sentence';
import { defineOperation } from './operation';

/** Where emergency services are sent when this person calls them: it belongs to their number. */
export const setLocation = defineOperation({
  id: 'set-location',
  resource: 'person-voice',
  fields: { user: person, location },
  about: 'user',
  also: ({ location }) => ['location', nameOfLocation(location.id)],
  wanted: ({ facts, shown }, { user, location }) => {
    const who = { name: user.name, upn: user.upn };
    if (!('location' in facts)) return { refused: sentence('refusal.noLocations', who) };
    const without = facts.number === null ? sentence('refusal.locationNeedsNumber', who) : null;
    const refused = accountObstacle(shown) ?? without;
    const wish: VoiceWish = { location: location.id };
    return refused ? { refused } : wish;
  },
});
