import { country } from '../fields/country';
import { person } from '../fields/person';
import { directoryObstacle, kindObstacle, licenceObstacle } from '../resources/person-voice/account';
import { hasPhoneSystem, licenceToGive } from '../resources/person-voice/licences';
import type { VoiceWish } from '../resources/person-voice/voice-platform';
import { isRefusal } from '../resources/resource';
import { sentence } from '../sentence';
import { defineOperation } from './operation';
import { licenceRule } from './voice-rules';

/** The licence that calling needs: the add-on to a suite, or a whole suite. It is done when Microsoft shows Phone System. */
export const giveLicence = defineOperation({
  id: 'give-licence',
  resource: 'person-voice',
  fields: { user: person, country },
  optional: ['country'],
  about: 'user',
  also: () => ['licence'],
  offered: ({ facts, shown }) => kindObstacle(shown) === null && shown.phoneSystemPlan === null && typeof facts.number !== 'string',
  wanted: (now, { country }) => {
    const { facts, shown } = now;
    if (hasPhoneSystem(shown)) return {} satisfies VoiceWish;
    const product = licenceToGive(now);
    const isThere = facts.licence !== null || shown.licenceGroup !== null;
    const refused = kindObstacle(shown) ?? (isThere ? (directoryObstacle(shown) ?? licenceObstacle(shown)) : null);
    if (refused) return { refused };
    if (isRefusal(product)) return product;
    const usageLocation = facts.usageLocation ?? country?.code;
    if (typeof usageLocation !== 'string')
      return { refused: sentence('refusal.noUsageLocation', { name: String(shown.name), upn: String(shown.upn) }) };
    const wish: VoiceWish = { licence: product.part, usageLocation };
    return wish;
  },
});

/** Only of somebody whose number is gone: a number sticks to an account that has lost its licence. */
export const takeLicence = defineOperation({
  id: 'take-licence',
  resource: 'person-voice',
  fields: { user: person },
  about: 'user',
  also: () => ['licence'],
  wanted: (now) => {
    const { facts, shown } = now;
    const stuck =
      facts.voice === true || typeof facts.number === 'string'
        ? sentence('refusal.licenceInUse', { name: String(shown.name), upn: String(shown.upn) })
        : null;
    const refused = kindObstacle(shown) ?? licenceRule(now) ?? stuck;
    const wish: VoiceWish = { licence: null };
    return refused ? { refused } : wish;
  },
});
