import { displayNumber } from '../../resources/display-number';
import type { TenantModel } from '../../resources/tenant-model';
import { sentence } from '../../sentence';
import { ok, type Finding } from '../check';
import type { CallingFacts } from './calling-facts';
import { upToTheFirstWrong } from './judge-call';
import { judgePerson } from './judge-person';

/**
 * Whether a call from this number reaches a person, up to the first thing that decides against it. A number of their own is read as the one
 * that is dialled. The last part of the way, provider and gateway, nothing here can see.
 * @param holder who in the tenant has the number, by name
 */
export function judgeReach(facts: CallingFacts, caller: string, holder: string | null, { sites }: TenantModel): Finding[] {
  const { number: held } = facts.state.facts;
  const name = String(facts.state.shown.name);
  const own = typeof held === 'string' ? held : '';
  const [base = ''] = own.split(';');
  const isOwn = caller === own || caller === base;
  const range = sites.find(({ ranges }) => ranges.some(({ from, to }) => base.length === from.length && base >= from && base <= to));
  const values = { name, number: displayNumber(own), caller: displayNumber(caller), holder: holder ?? '–', site: range?.name ?? '–' };
  return upToTheFirstWrong([
    ...judgePerson(facts),
    ok(sentence(isOwn ? 'check.reach.own' : holder === null ? 'check.reach.outside' : 'check.reach.inside', values)),
    range
      ? ok(sentence('check.reach.range', values))
      : { result: 'warning', seen: sentence('check.reach.no-range.seen', values), remedy: sentence('check.reach.no-range.remedy', values) },
    { result: 'not-provable', seen: sentence('check.reach.gateway.seen', values), remedy: sentence('check.reach.gateway.remedy', values) },
  ]);
}
