import type { Rendered } from '../../cards/rendered';
import { helpCard, type HelpGroup } from '../../cards/views/help';
import { raw, say } from '../../i18n/say';
import { commaList, sentence, type Sentence } from '../../sentence';
import { helpGroups, type ChatCommand } from '../commands/command';
import type { Talk } from '../talk';
import { ownExample } from './own-example';
import type { OwnNames } from './own-names';
import { everythingToSay, nameOf, type Sayable } from './topic';
import { refusalOf } from './who-may';

/** What this person may say, with examples of this tenant; what others may, and who they are. */
export async function overview(talk: Talk, names: OwnNames, commands: readonly ChatCommand[], newest: number | null): Promise<Rendered> {
  const { language, person } = talk.speech;
  const isApprover = talk.changes.isApprover(person);
  const all = everythingToSay(talk, commands).map((one) => ({ ...one, refused: refusalOf(talk, one) }));
  const mine = all.filter(({ refused }) => refused === null);
  const explained = async (one: Sayable) => ({
    command: await ownExample(talk, names, raw(language, `${one.stem}.example`), newest),
    what: sentence(`${one.stem}.summary`),
  });
  const groupOf = ({ thing }: Sayable) => (thing.kind === 'operation' ? 'ask' : thing.command.group);
  const groups: HelpGroup[] = [];
  for (const name of ['ask', ...helpGroups] as const) {
    const folded = name !== 'ask' && name !== 'look' && !(name === 'decide' && isApprover);
    const of = mine.filter((one) => groupOf(one) === name);
    groups.push({ title: sentence(`card.help.${name}`), folded, commands: await Promise.all(of.map(explained)) });
  }
  return helpCard({
    language,
    ours: names.none,
    groups: [...groups, othersMay(talk, all)],
    intro: [sentence('card.help.intro'), ...(isApprover ? [await approverIntro(talk)] : [])],
  });
}

/** What an approver has to know before anything else. */
async function approverIntro({ changes, speech }: Talk): Promise<Sentence> {
  const { forMe } = await changes.pending(speech.person);
  const rules = changes.rulesFor(speech.person);
  return sentence('card.help.approver', { count: forMe.length, hasRules: rules.length > 0, rules });
}

/** Operations that are not theirs, by who may ask for them. */
function othersMay({ speech: { language } }: Talk, all: readonly (Sayable & { refused: Sentence | null })[]): HelpGroup {
  const byReason = new Map<string, { reason: Sentence; names: Sentence[] }>();
  for (const one of all) {
    if (one.refused === null || one.thing.kind !== 'operation') continue;
    const known = byReason.get(JSON.stringify(one.refused)) ?? { reason: one.refused, names: [] };
    known.names.push(sentence('value.text', { text: nameOf(language, one) }));
    byReason.set(JSON.stringify(one.refused), known);
  }
  const commands = [...byReason.values()].flatMap(({ reason, names }) => {
    const list = commaList(names);
    return list ? [{ command: say(language, list), what: reason }] : [];
  });
  return { title: sentence('card.help.others'), folded: true, commands };
}
