import type { Right } from '../auth/person';
import { may } from '../auth/person';
import { historyCard } from '../cards/views/history';
import { helpCard } from '../cards/views/help';
import type { CommandName } from '../commands/parse';
import { raw, say } from '../i18n/say';
import { decide, putBack } from './decisions';
import { linesOf, showChange, tell } from './present';
import { showStatus, whoIs } from './status';
import { type Talk, answer, readerOf, demand } from './talk';

/** Commands that an open dialog does not know about: they are answered, and the open question is asked again. */
export type PlainCommand = Exclude<CommandName, 'cancel' | 'back' | 'start-over' | 'edit'>;

export async function answerCommand(talk: Talk, name: PlainCommand, said: Record<string, string>): Promise<void> {
  switch (name) {
    case 'help':
      return help(talk);
    case 'status':
      return said.user === undefined
        ? tell(talk, 'info', { key: 'talk.whose-status', values: { example: exampleOf(talk, name) } })
        : showStatus(talk, said.user);
    case 'changes':
      return said.user === undefined ? history(talk, null, undefined) : historyOf(talk, said.user);
    case 'more':
      return talk.memory.older
        ? history(talk, talk.memory.older.key, talk.memory.older.before)
        : tell(talk, 'info', { key: 'talk.no-more-changes' });
    case 'cards-on':
    case 'cards-off':
      await talk.speaker.useCards(talk.turn, name === 'cards-on');
      return tell(talk, 'info', { key: `talk.${name}` });
    case 'audit-verify':
      return audit(talk);
    default:
      return onChange(talk, name, said.id);
  }
}

/** The change a command names, or the one that was shown last, in the version that was shown; null when there is neither. */
export function changeMeant({ memory }: Talk, id: string | undefined): { id: number; version?: number } | null {
  return id === undefined ? memory.shown : { id: Number(id.replace('#', '')) };
}

export async function askWhichChange(talk: Talk, name: CommandName): Promise<void> {
  await tell(talk, 'info', { key: 'talk.which-change', values: { example: exampleOf(talk, name) } });
}

async function onChange(talk: Talk, name: 'show' | 'confirm' | 'withdraw' | 'stop' | 'undo', said: string | undefined): Promise<void> {
  demand(talk, 'read');
  const meant = changeMeant(talk, said);
  if (!meant) return askWhichChange(talk, name);
  if (name === 'show') return showChange(talk, await talk.changes.get(talk.speech.person, meant.id));
  if (name === 'undo') return putBack(talk, meant.id);
  const { change, refused } = await decide(talk, name, meant.id, meant.version);
  return showChange(talk, change, refused);
}

/** The groups of help, each command with the right it needs; null is everybody's. Operations come first. */
const groups: readonly { name: string; folded: boolean; commands: readonly [Right | null, CommandName][] }[] = [
  {
    name: 'look',
    folded: false,
    commands: [
      ['read', 'status'],
      ['read', 'changes'],
      ['read', 'show'],
    ],
  },
  {
    name: 'decide',
    folded: true,
    commands: [
      ['confirm', 'confirm'],
      ['confirm', 'stop'],
      ['propose', 'edit'],
      ['propose', 'withdraw'],
      ['propose', 'undo'],
      ['read', 'audit-verify'],
    ],
  },
  {
    name: 'conversation',
    folded: true,
    commands: [
      [null, 'back'],
      [null, 'start-over'],
      [null, 'cancel'],
      [null, 'cards-on'],
      [null, 'cards-off'],
    ],
  },
];

async function help(talk: Talk): Promise<void> {
  const { person, language } = talk.speech;
  const explained = (key: string) => ({ command: raw(language, `${key}.example`), what: { key: `${key}.summary` } });
  const wishes = may(person, 'propose') ? talk.operations.map(({ id }) => explained(`operation.${id}`)) : [];
  const others = groups.map(({ name, folded, commands }) => ({
    title: { key: `card.help.${name}` },
    folded,
    commands: commands.filter(([right]) => right === null || may(person, right)).map(([, command]) => explained(`command.${command}`)),
  }));
  await answer(talk, helpCard({ language, groups: [{ title: { key: 'card.help.ask' }, commands: wishes }, ...others] }));
}

const pageSize = 10;

async function history(talk: Talk, key: string | null, before: number | undefined): Promise<void> {
  demand(talk, 'read');
  const found = await talk.changes.list(talk.speech.person, {
    limit: pageSize + 1,
    ...(key !== null && { key }),
    ...(before !== undefined && { before }),
  });
  const changes = found.slice(0, pageSize);
  const last = changes.at(-1);
  talk.memory.older = found.length > pageSize && last ? { before: last.id, key } : null;
  const more = talk.memory.older ? exampleOf(talk, 'more') : undefined;
  await answer(talk, historyCard({ changes, reader: readerOf(talk), lines: linesOf(talk), ...(more !== undefined && { more }) }));
}

async function historyOf(talk: Talk, user: string): Promise<void> {
  demand(talk, 'read');
  const command = (upn: string) => say(talk.speech.language, { key: 'talk.changes-of', values: { user: upn } });
  const who = await whoIs(talk, user, command);
  if (who) await history(talk, who.id, undefined);
}

async function audit(talk: Talk): Promise<void> {
  demand(talk, 'read');
  const verdict = await talk.verifyAudit();
  if (verdict.ok) return tell(talk, 'good', { key: 'talk.audit-sound', values: { entries: verdict.entries } });
  const problem = { key: `talk.audit-${verdict.problem}` };
  await tell(talk, 'warning', { key: 'talk.audit-broken', values: { seq: verdict.seq, problem } });
}

function exampleOf({ speech }: Talk, name: CommandName): string {
  return raw(speech.language, `command.${name}.example`);
}
