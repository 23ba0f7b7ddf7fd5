import { patternsOf, textOf } from '../../commands/pattern';
import { smallWords } from '../../commands/small-words';
import { fold, words } from '../../fields/fold';
import { raw, say, type Language } from '../../i18n/say';
import type { Operation } from '../../operations/operation';
import type { ChatCommand } from '../commands/command';
import type { Talk } from '../talk';
import { idOf, saidIn } from './own-example';

/** Something that can be said, to be helped with. */
export interface Topic {
  /** The beginning of the keys of its texts. */
  stem: string;
  thing: { kind: 'operation'; operation: Operation } | { kind: 'command'; command: ChatCommand };
  /** What was said with it already, by slot. */
  said: Readonly<Record<string, string>>;
}

export type Sayable = Omit<Topic, 'said'>;

export function everythingToSay({ operations }: Talk, commands: readonly ChatCommand[]): Sayable[] {
  return [
    ...operations.map((operation): Sayable => ({ stem: `operation.${operation.id}`, thing: { kind: 'operation', operation } })),
    ...commands.map((command): Sayable => ({ stem: `command.${command.name}`, thing: { kind: 'command', command } })),
  ];
}

/** What somebody wants to be helped with: one thing, or the things whose texts have the most of the words. */
export function findTopic(talk: Talk, text: string, all: readonly Sayable[]): Topic | Sayable[] {
  const { language } = talk.speech;
  const wanted = fold(text);
  const called = all.find((one) => [nameOf(language, one), shortest(language, one)].some((name) => fold(name) === wanted));
  if (called) return { ...called, said: {} };
  const read = (said: string): Topic | null => {
    const parsed = talk.parse(said, language);
    const meant = all.find(({ stem }) => stem === idOf(parsed));
    return meant ? { ...meant, said: saidIn(parsed) } : null;
  };
  const meant = read(text);
  if (meant) return meant;
  const { things, whole } = alike(language, text, all);
  if (whole) return things;
  // A slip of the keyboard is read as what it stands for: help runs nothing.
  const parsed = talk.parse(text, language);
  const guessed = parsed.kind === 'nothing' ? parsed.suggestions.map(read).find((topic) => topic !== null) : null;
  return guessed ?? things;
}

/** What it is called: an operation has a title, a command is called as it is typed. */
export function nameOf(language: Language, { stem, thing }: Sayable): string {
  return thing.kind === 'operation' ? say(language, { key: `${stem}.title` }) : shortest(language, { stem });
}

/** The fewest words that say it. */
export function shortest(language: Language, { stem }: Pick<Sayable, 'stem'>): string {
  const [first] = patternsOf(raw(language, `${stem}.patterns`), language);
  return textOf(first?.shortest ?? [], {})
    .replace(/\s+/g, ' ')
    .trim();
}

const mostAlike = 6;

/** The things whose texts have the most of the words. `whole`: all of them. */
function alike(language: Language, text: string, all: readonly Sayable[]): { things: Sayable[]; whole: boolean } {
  const wanted = words(text).filter((word) => word.length > 2 && !smallWords.all.has(word));
  const scored = all.map((one) => {
    const has = new Set([nameOf(language, one), raw(language, `${one.stem}.summary`), raw(language, `${one.stem}.example`)].flatMap(words));
    return { one, score: wanted.filter((word) => has.has(word)).length };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const things = best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ one }) => one);
  return { things: things.slice(0, mostAlike), whole: best > 0 && best === wanted.length };
}
