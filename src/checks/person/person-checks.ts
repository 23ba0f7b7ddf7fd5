import { sentence } from '../../sentence';
import type { Check, Finding } from '../check';
import type { TenantSource } from '../check-source';
import { whenRead } from '../when-read';
import { isPhoned, readCalling, readHolder, readTranslated, type CallingFacts } from './calling-facts';
import { judgeCall } from './judge-call';
import { judgePerson } from './judge-person';
import { judgeReach } from './judge-reach';
import { judgePolicy, judgeSite } from './judge-way-out';

/** Whom a check is about. */
export interface Whom {
  /** Entra object id. */
  id: string;
  upn: string;
  name: string;
}

/** Whether somebody has all that calls need. */
export function personCheck(source: TenantSource, whom: Whom): Check {
  return personal(`person:${whom.id}`, 'check.person.proves', source, whom, async (facts) => [
    ...judgePerson(facts),
    facts.wayOut.kind === 'sites'
      ? judgeSite(facts.state.facts, facts.wayOut)
      : judgePolicy(facts.wayOut, facts.state.shown.callingPlan === true),
  ]);
}

/** @param dialled digits, `+`, `*` and `#`, as somebody types them on a phone */
export function callCheck(source: TenantSource, whom: Whom, dialled: string): Check {
  return personal(`call:${whom.id}:${dialled}`, 'check.call.proves', source, whom, async (facts) =>
    judgeCall(facts, dialled, isPhoned(facts.state) ? await readTranslated(source.tenant, whom.upn, dialled) : null),
  );
}

/** @param caller E.164 */
export function reachCheck(source: TenantSource, whom: Whom, caller: string): Check {
  return personal(`reach:${whom.id}:${caller}`, 'check.reach.proves', source, whom, async (facts) =>
    judgeReach(facts, caller, await readHolder(source.tenant, caller), source.model),
  );
}

function personal(
  id: string,
  proves: 'check.person.proves' | 'check.call.proves' | 'check.reach.proves',
  source: TenantSource,
  whom: Whom,
  judge: (facts: CallingFacts) => Promise<Finding[]>,
): Check {
  return {
    id,
    target: whom.upn,
    proves: sentence(proves, { name: whom.name }),
    run: () =>
      whenRead(async () => {
        const facts = await readCalling(source, whom.id);
        if (facts) return judge(facts);
        return [{ result: 'unknown', seen: sentence('refusal.gone', { text: whom.upn }), remedy: sentence('check.unread.remedy') }];
      }),
  };
}
