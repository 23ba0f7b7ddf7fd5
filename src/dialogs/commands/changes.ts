import { historyCard } from '../../cards/views/history';
import { say } from '../../i18n/say';
import { linesOf, tell } from '../present';
import { whoIs } from '../status';
import { answer, demand, exampleOf, readerOf, type Talk } from '../talk';
import type { ChatCommand } from './command';

export const changes: ChatCommand = {
  name: 'changes',
  right: 'read',
  group: 'look',
  run: (talk, { user }) => (user === undefined ? history(talk, null, undefined) : historyOf(talk, user)),
};

export const more: ChatCommand = {
  name: 'more',
  right: 'read',
  group: null,
  run: (talk) => {
    const { older } = talk.memory;
    return older ? history(talk, older.key, older.before) : tell(talk, 'info', { key: 'talk.no-more-changes' });
  },
};

const pageSize = 10;

async function history(talk: Talk, key: string | null, before: number | undefined): Promise<void> {
  demand(talk, 'read');
  const found = await talk.changes.list(talk.speech.person, {
    limit: pageSize + 1,
    ...(key !== null && { key }),
    ...(before !== undefined && { before }),
  });
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  talk.memory.older = found.length > pageSize && last ? { before: last.id, key } : null;
  const next = talk.memory.older ? exampleOf(talk, more.name) : undefined;
  await answer(
    talk,
    historyCard({ changes: shown, reader: readerOf(talk), lines: linesOf(talk), ...(next !== undefined && { more: next }) }),
  );
}

async function historyOf(talk: Talk, user: string): Promise<void> {
  demand(talk, 'read');
  const command = (upn: string) => say(talk.speech.language, { key: 'talk.changes-of', values: { user: upn } });
  const who = await whoIs(talk, user, command);
  if (who) await history(talk, who.id, undefined);
}
