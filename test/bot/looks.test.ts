import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { systemClock } from '../../src/clock';
import { noteLook } from '../../src/dialogs/conversation';
import { openDatabase, type Database } from '../../src/store/database';
import { persona } from '../sample-model';
import { startConversation, type Received } from './direct-line-client';
import { runBot } from './running-bot';

const fromBot = ({ from, type }: Received): boolean => from?.id === 'switchboard' && type === 'message';
const person = persona('auditor');

test('what was only looked at is in the audit, with who and where, written with the mark that the message was handled', async () => {
  const database = await openDatabase('sqlite::memory:', { clock: systemClock });
  /** What each transaction that wrote a read or finished a message found before it, and left. */
  const seen: { reads: number; open: number }[][] = [];
  const watched: Database = {
    ...database,
    transaction: (work) =>
      database.transaction(async (trx) => {
        const state = async () => ({
          reads: (await trx.selectFrom('audit').select('seq').where('kind', '=', 'read').execute()).length,
          open: (await trx.selectFrom('inbox').select('activity_id').where('handled_at', 'is', null).execute()).length,
        });
        const before = await state();
        const result = await work(trx);
        const after = await state();
        if (after.reads !== before.reads || after.open < before.open) seen.push([before, after]);
        return result;
      }),
  };
  const bot = await runBot({
    database: watched,
    conversation: (speaker) => ({
      async message(turn, _speech, text) {
        if (text === 'look') noteLook(turn, { person, command: 'status', said: { user: 'bob' }, found: 1 });
        await speaker.send(turn, { card: null, text: 'there', summary: 'there' });
      },
      action: () => Promise.resolve(null),
    }),
  });
  try {
    const client = await startConversation(bot.url, 'auditor');
    await client.say('look');
    await client.until(fromBot);
    while (seen.length === 0) await turnOfTheLoop();
    expect(seen).toEqual([
      [
        { reads: 0, open: 1 },
        { reads: 1, open: 0 },
      ],
    ]);
    const [entry, ...more] = await database.db.selectFrom('audit').selectAll().execute();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ kind: 'read', change_id: null });
    expect(JSON.parse(String(entry?.actor))).toMatchObject({ objectId: person.objectId });
    expect(JSON.parse(String(entry?.body))).toEqual({
      command: 'status',
      said: { user: 'bob' },
      found: 1,
      via: { channel: 'directline', conversation: client.conversation, activity: expect.any(String) },
    });
  } finally {
    await bot.stop();
    await database.close();
  }
});
