import { directoryObstacle, kindObstacle, licenceObstacle } from '../../resources/person-voice/account';
import { displayNumber } from '../../resources/display-number';
import { sentence } from '../../sentence';
import { ok, type Finding, type Result } from '../check';
import type { CallingFacts } from './calling-facts';

const verdicts = {
  'sign-in': 'wrong',
  mode: 'wrong',
  voice: 'wrong',
  number: 'wrong',
  policy: 'wrong',
  'calling-plan': 'wrong',
  derived: 'unknown',
} as const satisfies Record<string, Result>;

/**
 * What anybody needs to call and to be called, in the order in which one thing stands on the other (facts: «Licences», «Prerequisites»,
 * «enable voice»). Pure: the first that is wrong decides, the others come after it.
 */
export function judgePerson({ state: { facts, shown }, callingPolicy }: CallingFacts): Finding[] {
  const who = { name: String(shown.name), upn: String(shown.upn) };
  const amiss = (name: keyof typeof verdicts, values: Record<string, string> = {}): Finding => ({
    result: verdicts[name],
    seen: sentence(`check.person.${name}.seen`, { ...who, ...values }),
    remedy: sentence(`check.person.${name}.remedy`, { ...who, ...values }),
  });
  const account = kindObstacle(shown);
  if (account) return [{ result: 'wrong', seen: account, remedy: sentence('finding.account.remedy') }];
  const directory = directoryObstacle(shown);
  if (directory) return [{ result: 'wrong', seen: directory, remedy: sentence('finding.directory.remedy') }];
  const licence = licenceObstacle(shown);
  const findings: Finding[] = [
    shown.accountEnabled === false ? amiss('sign-in') : ok(sentence('check.person.account', who)),
    licence
      ? {
          result: 'wrong',
          seen: licence,
          remedy: sentence(shown.phoneSystemPlan === null ? 'finding.licence.remedy' : 'check.person.licence-pending'),
        }
      : ok(sentence('check.person.licence', { status: String(shown.phoneSystemPlan) })),
    facts.voice === true ? ok(sentence('check.person.voice.ok')) : amiss('voice'),
    typeof facts.number === 'string' ? ok(sentence('check.person.number.ok', { number: displayNumber(facts.number) })) : amiss('number'),
  ];
  if (shown.teamsOnly === false) findings.push(amiss('mode'));
  if (callingPolicy)
    findings.push(
      callingPolicy.allowed
        ? ok(sentence('check.person.policy.ok', { policy: callingPolicy.name }))
        : amiss('policy', { policy: callingPolicy.name }),
    );
  if ('voicePolicy' in shown && facts.voice === true) {
    if (shown.voicePolicy === 'BusinessVoice') findings.push(amiss('calling-plan'));
    else if (shown.voicePolicy === 'HybridVoice') findings.push(ok(sentence('check.person.derived.ok')));
    else findings.push(amiss('derived', { policy: String(shown.voicePolicy ?? '–') }));
  }
  return findings;
}
