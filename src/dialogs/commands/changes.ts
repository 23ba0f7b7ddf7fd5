import { historyCard } from '../../cards/views/history';
import { readDaySince } from '../../fields/read-date';
import { say } from '../../i18n/say';
import { linesOf, tell } from '../present';
import { whoIs } from '../status';
import { type Memory, type Talk, answer, demand, exampleOf, readerOf } from '../talk';
import type { ChatCommand } from './command';

export const changes: ChatCommand = {
  name: 'changes',
  right: 'read',
  group: 'look',
  async run(talk, { user, by, date, cmdlet }) {
    const since = date === undefined ? null : readDay(talk, date);
    if (date !== undefined && since === null) return tell(talk, 'refusal', { key: 'talk.which-day', values: { name: date } });
    const filter = { ...(by !== undefined && { by }), ...(since && { since }), ...(cmdlet !== undefined && { cmdlet }) };
    if (user === undefined) return history(talk, filter, undefined);
    const command = (upn: string) => say(talk.speech.language, { key: 'talk.changes-of', values: { user: upn } });
    const who = await whoIs(talk, user, command);
    if (who) await history(talk, { ...filter, key: who.id }, undefined);
  },
};

export const more: ChatCommand = {
  name: 'more',
  right: 'read',
  group: null,
  async run(talk) {
    if (await talk.speaker.sendMore(talk.turn)) return;
    const { older } = talk.memory;
    await (older ? history(talk, older.filter, older.before) : tell(talk, 'info', { key: 'talk.no-more-changes' }));
  },
};

type Filter = NonNullable<Memory['older']>['filter'];

function readDay(talk: Talk, text: string): string | null {
  const read = readDaySince(text, talk.speech.language, talk.clock.now());
  return read ? read.toISOString() : null;
}

const pageSize = 10;

async function history(talk: Talk, filter: Filter, before: number | undefined): Promise<void> {
  demand(talk, 'read');
  const { since, ...rest } = filter;
  const found = await talk.changes.list(talk.speech.person, {
    limit: pageSize + 1,
    ...rest,
    ...(since !== undefined && { since: new Date(since) }),
    ...(before !== undefined && { before }),
  });
  const shown = found.slice(0, pageSize);
  talk.found = shown.length;
  const last = shown.at(-1);
  talk.memory.older = found.length > pageSize && last ? { before: last.id, filter } : null;
  const next = talk.memory.older ? exampleOf(talk, more.name) : undefined;
  await answer(
    talk,
    historyCard({ changes: shown, reader: readerOf(talk), lines: linesOf(talk), ...(next !== undefined && { more: next }) }),
  );
}
