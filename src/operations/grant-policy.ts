import { person } from '../fields/person';
import { policy } from '../fields/policy';
import { policyKind } from '../fields/policy-kind';
import { accountObstacle } from '../resources/person-voice/account';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { defineOperation } from './operation';

/** A policy of one's own of any kind in the table, or none. Site and calls abroad have operations of their own. */
export const grantPolicy = defineOperation({
  id: 'grant-policy',
  resource: 'person-voice',
  fields: { user: person, kind: policyKind, policy },
  about: 'user',
  wanted: ({ shown }, { kind, policy }) => {
    const refused = accountObstacle(shown);
    const wish: VoiceWish = { policies: { [kind.fact]: policy.name } };
    return refused ? { refused } : wish;
  },
});
