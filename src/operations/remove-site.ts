import { person } from '../fields/person';
import { isInheritable } from '../resources/facts';
import { accountObstacle } from '../resources/person-voice/account';
import { sitePolicies } from '../resources/person-voice/site-grants';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { sentence } from '../sentence';
import { defineOperation } from './operation';

/** No site: calls leave the way that the tenant has for people without one. */
export const removeSite = defineOperation({
  id: 'remove-site',
  resource: 'person-voice',
  fields: { user: person },
  about: 'user',
  wanted: (now, { user }, { sites }) => {
    const { routing } = now.facts;
    const fromGroup =
      isInheritable(routing) && routing.source === 'group'
        ? sentence('refusal.siteFromGroup', { name: user.name, upn: user.upn, policy: routing.policy ?? '' })
        : null;
    const refused = accountObstacle(now.shown) ?? fromGroup;
    const wish: VoiceWish = { site: null, policies: sitePolicies(now, null, sites) };
    return refused ? { refused } : wish;
  },
});
