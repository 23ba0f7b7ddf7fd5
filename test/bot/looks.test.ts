import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { systemClock } from '../../src/clock';
import { noteLook } from '../../src/dialogs/conversation';
import { openDatabase, type Database } from '../../src/store/database';
import { persona } from '../sample-model';
import { startConversation, type Received } from './direct-line-client';
import { runBot } from './running-bot';

const fromBot = ({ from, type }: Received): boolean => from?.id === 'switchboard' && type === 'message';
const person = persona('auditor');

test('what was only looked at is in the audit, with who and where, and costs no transaction of its own', async () => {
  const database = await openDatabase('sqlite::memory:', { clock: systemClock });
  let transactions = 0;
  const counted: Database = {
    ...database,
    transaction: (work) => {
      transactions++;
      return database.transaction(work);
    },
  };
  const bot = await runBot({
    database: counted,
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
    const turnOf = async (text: string): Promise<number> => {
      const before = transactions;
      await client.say(text);
      await client.until(fromBot);
      const open = () => database.db.selectFrom('inbox').select('activity_id').where('handled_at', 'is', null).executeTakeFirst();
      while (await open()) await turnOfTheLoop();
      return transactions - before;
    };
    // The first turn remembers where this person is.
    await turnOf('hello');
    const without = await turnOf('hello');
    expect(await turnOf('look')).toBe(without);
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
