import { sentence, type Sentence } from '../../sentence';
import { displayNumber } from '../display-number';
import { isInheritable, type Fact, type State } from '../facts';
import type { Described } from '../resource';
import { nameOfLocation } from './location';
import { policyKinds } from './policy-kinds';
import type { VoicePlatform } from './voice-platform';

/** What a card shows of a person's voice, in one order for both platforms. Facts that the platform does not have are left out. */
export function describeVoice(platform: VoicePlatform, { facts, shown }: State): Described[] {
  const calls = platform.calls(facts);
  if (shown.inDirectory === false)
    return [{ name: 'directory', value: sentence('value.notInDirectory'), isState: true }, ...licenceLines(facts, shown)];
  return [
    { name: 'voice', value: onOff(facts.voice), isState: true },
    { name: 'number', value: numberValue(facts.number, shown.numberMastered) },
    ...('voicemail' in facts ? [{ name: 'voicemail', value: onOff(facts.voicemail), isState: true as const }] : []),
    { name: 'site', value: calls.site === null ? sentence('value.noSite') : sentence('value.text', { text: calls.site }) },
    ...('location' in facts ? [{ name: 'location', value: locationValue(facts.location, shown), usual: facts.location === null }] : []),
    // Without voice nobody calls anywhere, whatever the switches say.
    { name: 'abroad', value: sentence(facts.voice === true ? `value.abroad.${calls.abroad}` : 'value.abroad.noCalls') },
    { name: 'routing', value: policyValue(facts.routing) },
    ...('internationalSwitch' in facts ? [{ name: 'internationalSwitch', value: onOff(facts.internationalSwitch) }] : []),
    ...policyKinds
      .filter(({ fact }) => fact in facts)
      .map(({ fact }) => ({ name: fact, value: policyValue(facts[fact]), usual: isTenants(facts[fact]) })),
    ...licenceLines(facts, shown),
    ...('voicePolicy' in shown ? [{ name: 'voicePolicy', value: textValue(shown.voicePolicy) }] : []),
  ];
}

function licenceLines(facts: State['facts'], shown: State['shown']): Described[] {
  return [
    ...('licence' in facts ? [{ name: 'licence', value: licenceValue(facts.licence, shown.licenceGroup) }] : []),
    ...('usageLocation' in facts ? [{ name: 'usageLocation', value: textValue(facts.usageLocation) }] : []),
  ];
}

function onOff(fact: Fact | undefined): Sentence {
  return sentence(fact === true ? 'value.on' : 'value.off');
}

function textValue(fact: Fact | undefined): Sentence {
  return typeof fact === 'string' ? sentence('value.text', { text: fact }) : sentence('value.none');
}

function numberValue(number: Fact | undefined, mastered: Fact | undefined): Sentence {
  if (typeof number !== 'string') return sentence('value.none');
  return sentence(mastered === 'on-premises' ? 'value.numberOnPremises' : 'value.number', { number: displayNumber(number) });
}

function isTenants(fact: Fact | undefined): boolean {
  return isInheritable(fact) && fact.source === 'global';
}

function locationValue(id: Fact | undefined, shown: State['shown']): Sentence {
  return typeof id === 'string' ? sentence('value.text', { text: String(shown[nameOfLocation(id)] ?? id) }) : sentence('value.none');
}

function licenceValue(part: Fact | undefined, group: Fact | undefined): Sentence {
  if (typeof part === 'string') return sentence('value.product', { part });
  return typeof group === 'string' ? sentence('value.licenceOfGroup', { group }) : sentence('value.none');
}

/** «Seattle-National (direct)»: where a policy comes from decides what a direct grant would override. */
function policyValue(fact: Fact | undefined): Sentence {
  if (!isInheritable(fact) || fact.policy === null) return sentence('value.policyDefault');
  return sentence(`value.policy.${fact.source}`, { policy: fact.policy });
}
