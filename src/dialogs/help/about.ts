import { patternsOf, textOf } from '../../commands/pattern';
import type { Rendered } from '../../cards/rendered';
import { sheetCard, type SheetButton, type SheetSection } from '../../cards/views/sheet';
import { raw, say } from '../../i18n/say';
import type { Operation } from '../../operations/operation';
import { sentence, type Sentence } from '../../sentence';
import { TenantReadError } from '../../tenant/tenant';
import { type Talk, fieldContext } from '../talk';
import { idOf, ownExample, saidIn } from './own-example';
import type { OwnNames } from './own-names';
import { nameOf, shortest, type Topic } from './topic';
import { namedRefusalOf, reachOf } from './who-may';

/** One thing to say: what it does, how it is said, what it asks, and who may; with an example of this tenant. */
export async function aboutTopic(talk: Talk, names: OwnNames, topic: Topic, newest: number | null): Promise<Rendered> {
  const { language } = talk.speech;
  const { stem, thing } = topic;
  const example = await exampleOf(talk, names, topic, newest);
  const refused = await namedRefusalOf(talk, topic);
  return sheetCard({
    language,
    title: plain(nameOf(language, topic)),
    tone: refused ? 'warning' : 'default',
    intro: [sentence(`${stem}.summary`)],
    sections: [
      // Who may not wants to know that before anything else.
      ...(refused ? [whoSection(refused)] : []),
      howSection(talk, topic, example),
      ...(thing.kind === 'operation' ? [asksSection(talk, thing.operation, example)] : []),
      ...(refused ? [] : [whoSection(reachOf(talk, topic))]),
    ].filter(({ lines = [], notes = [] }: SheetSection) => lines.length + notes.length > 0),
    buttons: refused ? [] : buttonsFor(talk, topic, example),
  });
}

function howSection(talk: Talk, topic: Topic, example: string): SheetSection {
  const short = shortOf(talk, topic);
  const others = otherWays(talk, topic, example);
  return {
    title: sentence('help.how'),
    lines: [
      { label: sentence('help.example'), value: plain(example) },
      ...(short !== null && short !== example ? [{ label: sentence('help.short'), value: plain(short) }] : []),
      ...(others.length > 0 ? [{ label: sentence('help.also'), value: plain(others.join(' · ')) }] : []),
    ],
  };
}

function whoSection(who: Sentence): SheetSection {
  return { title: sentence('help.who'), notes: [who] };
}

/** What is asked when it is not said, in the order of the questions. */
function asksSection({ parse, speech }: Talk, { fields, optional }: Operation, example: string): SheetSection {
  const said = saidIn(parse(example, speech.language));
  const lines = Object.entries(fields).map(([name, { kind }]) => ({
    label: sentence(`field.${kind}.label`),
    value: sentence('help.asks', {
      question: sentence(`field.${kind}.question`),
      such: said[name] ?? '',
      hasSuch: said[name] !== undefined,
      optional: optional.includes(name),
    }),
  }));
  return { title: sentence('help.asksTitle'), lines };
}

/** Nothing of it does anything: what changes something is reviewed first, and a command that decides gets no button. */
function buttonsFor(talk: Talk, topic: Topic, example: string): SheetButton[] {
  const { thing } = topic;
  const short = shortOf(talk, topic);
  if (thing.kind === 'command')
    return thing.command.right === 'read' && thing.command.decides !== true ? [{ title: sentence('help.try'), command: example }] : [];
  return [
    { title: sentence('help.try'), command: example },
    ...(short !== null && short !== example ? [{ title: sentence('help.begin'), command: short }] : []),
    { title: sentence('help.approvers'), command: say(talk.speech.language, { key: 'card.command.explain', values: { wish: example } }) },
  ];
}

/** The fewest words, where they say it already. */
function shortOf({ parse, speech: { language } }: Talk, topic: Topic): string | null {
  const short = shortest(language, topic);
  return idOf(parse(short, language)) === topic.stem ? short : null;
}

const mostOthers = 3;

/** Other patterns with the answers of the example. */
function otherWays({ parse, speech: { language } }: Talk, { stem }: Topic, example: string): string[] {
  const said = saidIn(parse(example, language));
  const [, ...others] = patternsOf(raw(language, `${stem}.patterns`), language);
  return others
    .filter(({ shortest: items }) => items.every((item) => !('slot' in item) || said[item.slot] !== undefined))
    .map(({ shortest: items }) => textOf(items, said))
    .filter((text, place, all) => text !== example && all.indexOf(text) === place && idOf(parse(text, language)) === stem)
    .slice(0, mostOthers);
}

async function exampleOf(talk: Talk, names: OwnNames, { stem, thing, said }: Topic, newest: number | null): Promise<string> {
  const { parse, speech } = talk;
  const text = raw(speech.language, `${stem}.example`);
  const example = await ownExample(talk, names, text, newest);
  const likely = thing.kind === 'operation' && names.people.length > 0 ? await likelyAnswers(talk, thing.operation, example) : {};
  const theirs = { ...likely, ...said };
  const now = saidIn(parse(example, speech.language));
  const own = Object.entries(now).reduce((before, [slot, typed]) => before.replace(typed, () => theirs[slot] ?? typed), example);
  return idOf(parse(own, speech.language)) === stem ? own : example;
}

/** For answers that the tenant does not know, such as a policy of another tenant: the first of those that it does. */
async function likelyAnswers(talk: Talk, { fields }: Operation, example: string): Promise<Partial<Record<string, string>>> {
  const said = saidIn(talk.parse(example, talk.speech.language));
  const answers: Record<string, unknown> = {};
  const likely: Record<string, string> = {};
  const context = { ...fieldContext(talk), freeNumbers: () => Promise.resolve([]) };
  try {
    for (const [name, field] of Object.entries(fields)) {
      const typed = said[name];
      if (typed === undefined) continue;
      const found = await field.resolve(typed, { ...context, answers });
      const choice = found.kind === 'value' ? undefined : (await field.suggest({ ...context, answers })).choices[0];
      const now = choice ? await field.resolve(choice.text, { ...context, answers }) : found;
      if (choice) likely[name] = choice.says ? say(talk.speech.language, choice.says) : choice.text;
      if (now.kind === 'value') answers[name] = now.value;
    }
  } catch (error) {
    if (!(error instanceof TenantReadError)) throw error;
  }
  return likely;
}

function plain(text: string): Sentence {
  return sentence('value.text', { text });
}
