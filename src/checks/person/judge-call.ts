import { countryOf, displayNumber } from '../../resources/display-number';
import { sentence } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { CallingFacts } from './calling-facts';
import { judgePerson } from './judge-person';
import { judgeAbroad, judgeRoute, judgeSite } from './judge-way-out';

const verdicts = {
  emergency: 'unknown',
  'no-rule': 'wrong',
  'not-e164': 'wrong',
  'dial-out-none': 'wrong',
  'dial-out-abroad': 'wrong',
  'dial-out-perhaps': 'warning',
} as const satisfies Record<string, Result>;

/** Emergency calls go by rules of their own, and are never tried. */
const emergency = /^(\+?)(110|112|119|911|999|933|15|17|18)$/;

/**
 * Whether a person can call what they dial: everything in its order, up to the first thing that decides against it.
 * @param translated what the dial plan makes of it; null when no rule fits
 */
export function judgeCall(facts: CallingFacts, dialled: string, translated: string | null): Finding[] {
  if (emergency.test(dialled)) return [amiss('emergency', { dialled })];
  return upToTheFirstWrong([...judgePerson(facts), ...judgeNumber(facts, dialled, translated)]);
}

function judgeNumber({ state, dialOut, wayOut }: CallingFacts, dialled: string, translated: string | null): Finding[] {
  const { facts, shown } = state;
  if (translated === null) return [amiss('no-rule', { dialled })];
  if (!/^\+[1-9]\d{3,14}$/.test(translated)) return [amiss('not-e164', { dialled, translated })];
  const number = displayNumber(translated);
  const home = typeof shown.country === 'string' ? shown.country : null;
  const isAbroad = home === null || countryOf(translated) !== home;
  return [
    ok(sentence(dialled === translated ? 'check.call.as-dialled' : 'check.call.translated', { dialled, number })),
    ...judgeDialOut(dialOut, isAbroad, wayOut.kind === 'routes', { policy: dialOut.name, number, country: home ?? '–' }),
    ...(wayOut.kind === 'sites'
      ? [...(isAbroad ? [judgeAbroad(facts)] : []), judgeSite(facts, wayOut)]
      : judgeRoute(translated, wayOut, shown.callingPlan === true)),
  ];
}

/**
 * The dialout policy is a lock of its own over conferences and over the calls of a person. Microsoft says so of Calling Plan, Direct Routing and
 * Operator Connect (Grant-CsDialoutPolicy); of Cloud Connector it says nothing, so that there it decides nothing here.
 */
function judgeDialOut(
  { outbound }: CallingFacts['dialOut'],
  isAbroad: boolean,
  isDocumented: boolean,
  values: { policy: string; number: string; country: string },
): Finding[] {
  const forbids = outbound === 'none' || (outbound === 'domestic' && isAbroad);
  if (!isDocumented) return forbids ? [amiss('dial-out-perhaps', values)] : [];
  if (!forbids) return [ok(sentence('check.call.dial-out', { policy: values.policy }))];
  return [amiss(outbound === 'none' ? 'dial-out-none' : 'dial-out-abroad', values)];
}

function amiss(name: keyof typeof verdicts, values: Record<string, string>): Finding {
  return {
    result: verdicts[name],
    seen: sentence(`check.call.${name}.seen`, values),
    remedy: sentence(`check.call.${name}.remedy`, values),
  };
}

export function upToTheFirstWrong(findings: readonly Finding[]): Finding[] {
  const first = findings.findIndex(({ result }) => result === 'wrong');
  return first < 0 ? [...findings] : findings.slice(0, first + 1);
}
