import type { DialogContext } from 'botbuilder-dialogs';
import { noticeCard } from '../../cards/views/notice';
import { raw } from '../../i18n/say';
import { sentence } from '../../sentence';
import type { ChatCommand } from '../commands/command';
import type { Talk } from '../talk';
import { ownExample } from './own-example';
import { ownNames } from './own-names';
import { inOneLine } from './in-one-line';
import { everythingToSay } from './topic';
import { refusalOf } from './who-may';

/** Something worth knowing right after something else was said. Its text is `tip.<name>`. */
interface Tip {
  name: string;
  /** What was just said or done: the beginning of the keys of its texts, or `questions` for a change that was asked for answer by answer. */
  after: string;
  /** What it is about, as a thing to say: whoever may not say it is not told. */
  about: string;
}

const tips: readonly Tip[] = [
  { name: 'one-line', after: 'questions', about: 'command.edit' },
  { name: 'forms', after: 'questions', about: 'command.forms-on' },
  { name: 'same', after: 'command.confirm', about: 'command.same' },
  { name: 'undo', after: 'command.show', about: 'command.undo' },
  { name: 'script', after: 'command.show', about: 'command.script' },
  { name: 'name-alone', after: 'command.status', about: 'command.status' },
  { name: 'check-person', after: 'command.status', about: 'command.check-person' },
  { name: 'changes', after: 'command.changes', about: 'command.changes' },
  { name: 'reserve', after: 'command.free-numbers', about: 'command.reserve' },
  { name: 'report', after: 'command.report', about: 'command.report' },
  { name: 'question', after: 'command.pending', about: 'command.question' },
  { name: 'help-on', after: 'command.help', about: 'command.help-on' },
];

/**
 * At most one a day in a conversation, each once in a person's life, never before what was asked is over, and never at the first occasion:
 * what a script says in one line is answered alone.
 */
export async function offerTip(talk: Talk, dc: DialogContext, commands: readonly ChatCommand[]): Promise<void> {
  const { memory, speaker, turn, speech, preferences } = talk;
  const today = talk.clock.now().toISOString().slice(0, 10);
  const fitting = tips.filter(({ after }) => after === talk.did);
  if (fitting.length === 0) return;
  const before = memory.tippedOn;
  memory.tippedOn ??= 'not yet';
  if (before === null || before === today || dc.activeDialog || memory.queue || speaker.isShared(turn)) return;
  const { tips: seen } = await preferences.of(speech.person);
  const all = everythingToSay(talk, commands);
  for (const { name, about } of fitting.filter((one) => !seen.includes(one.name))) {
    const thing = all.find(({ stem }) => stem === about);
    if (!thing || refusalOf(talk, thing) !== null) continue;
    const example = await exampleFor(talk, name, about);
    if (example === null) continue;
    const { language } = speech;
    await speaker.send(turn, noticeCard({ language, tone: 'tip', text: sentence(`tip.${name}`, { example }) }));
    memory.tippedOn = today;
    await noteSeen(talk, name);
    return;
  }
}

/** Never shown to this person again. */
export async function noteSeen({ preferences, speech }: Talk, name: string): Promise<void> {
  await preferences.change(speech.person, (now) => ({ tips: [...new Set([...now.tips, name])] }));
}

async function exampleFor(talk: Talk, name: string, about: string): Promise<string | null> {
  if (name === 'one-line') return inOneLine(talk);
  const example = raw(talk.speech.language, `${about}.example`);
  const { shown } = talk.memory;
  return ownExample(talk, await ownNames(talk), example, shown?.id ?? null);
}
