import { createChat, wordsOf } from '../power/chat';
import { atRestViolated } from '../power/invariants';
import { allChanges, lastChange } from '../power/standing';
import { createStories } from '../power/stories';
import { createWorld, until, type Bot, type PowerWorld } from '../power/world';
import { onPostgres, onSqlite } from '../store/on-each-database';
import { systemClock } from '../../src/clock';
import { openDatabase } from '../../src/store/database';
import { migrations } from '../../src/store/migrations';

/** Two bot processes, one PostgreSQL, one simulated tenant. */
const onTwoBots = (body: (world: PowerWorld, bots: [Bot, Bot]) => Promise<void>) => () =>
  onPostgres(async ({ url }) => {
    const world = await createWorld(url);
    try {
      const bots = await Promise.all([world.startBot(), world.startBot()]);
      await body(world, [bots[0]!, bots[1]!]);
    } finally {
      await world.end();
    }
  });

test(
  'two that start together migrate once; each change runs once whichever bot hears of it, and one audit chain tells all',
  onTwoBots(async (world, bots) => {
    const { db } = await world.look();
    expect(await db.selectFrom('migrations').select('number').execute()).toHaveLength(migrations.length);
    let turn = 0;
    // Every request goes to the other bot than the one before.
    const stories = createStories(() => bots[turn++ % 2]!.url).slice(0, 8);
    await until('every story is over', async () => {
      await Promise.all(stories.map((story) => story.step(db)));
      return stories.every(({ over }) => over);
    }).catch(async (error) => {
      const open = stories.filter(({ over }) => !over);
      const heard = await Promise.all(open.map(async (story) => `${story.user} waits for ${story.waitsFor}: ${await story.heard()}`));
      throw new Error(heard.join('\n'), { cause: error });
    });
    await until('cards and claims are at rest', async () => (await atRestViolated(world)).length === 0).catch(async (error) => {
      throw new Error((await atRestViolated(world)).join('\n'), { cause: error });
    });
    expect(new Set((await allChanges(db)).map(({ state }) => state))).toEqual(new Set(['done']));
    const confirmed = await db.selectFrom('audit').select('kind').where('kind', '=', 'change.confirmed').execute();
    expect(confirmed.length).toBe((await allChanges(db)).length);
  }),
);

test(
  'a conversation that began over one bot goes on over the other',
  onTwoBots(async (world, [first, second]) => {
    const here = createChat(() => first.url);
    const there = createChat(() => second.url, 'voice-admin', here.conversation);
    const answers = async () => (await there.all()).filter(({ from }) => from?.id === 'switchboard').map(wordsOf);
    await here.say('enable voice for newhire@contoso.com');
    await until('it asks for the site', async () => (await answers()).some((words) => words.includes('Which site?')));
    await there.say('Seattle');
    await until('it asks for the number', async () => (await answers()).some((words) => words.includes('Which number?')));
    await here.say('+14255550140');
    const draft = await lastChange(world, 'a draft', ({ state }) => state === 'draft');
    await until('the review card is there', async () => (await answers()).some((words) => words.includes('To review')));
    await there.say('confirm it');
    await lastChange(world, 'it is done', ({ id, state }) => id === draft.id && state === 'done');
    await until('the card shows the end', async () => (await answers()).some((words) => words.includes('24\u00A0h')));
  }),
);

test(
  'of many clicks on both, one acts',
  onTwoBots(async (world, [first, second]) => {
    const here = createChat(() => first.url);
    const there = createChat(() => second.url, 'voice-admin2');
    await here.say('enable voice for newhire@contoso.com +14255550140 at Seattle');
    const draft = await lastChange(world, 'a draft', ({ state }) => state === 'draft');
    const clicks = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? here : there).click('confirm', draft)));
    expect(clicks.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    await lastChange(world, 'it is done', ({ state }) => state === 'done');
    const { db } = await world.look();
    expect(await db.selectFrom('audit').select('seq').where('kind', '=', 'change.confirmed').execute()).toHaveLength(1);
    await until('at rest', async () => (await atRestViolated(world)).length === 0);
  }),
);

test(
  'when one dies in the middle of a change, the other ends it',
  onTwoBots(async (world, [first, second]) => {
    const here = createChat(() => first.url);
    await here.say('enable voice for newhire@contoso.com +14255550140 at Seattle');
    const draft = await lastChange(world, 'a draft', ({ state }) => state === 'draft');
    await world.control({ do: 'slow', ms: 300 });
    await here.click('confirm', draft);
    await lastChange(world, 'a cmdlet is on its way', ({ parts }) => parts[0]!.journal.some(({ outcome }) => outcome === null));
    // Killed between the record and the request, nobody would ever know: that is another story.
    await until('the tenant has been asked', async () => !(await world.isIdle()));
    await first.kill();
    await world.control({ do: 'behave' });
    await until('the tenant has done what it was asked', () => world.isIdle());
    await world.later(60_000);
    await second.tell({ advanceMs: 60_000 });
    const done = await lastChange(world, 'it is done', ({ state }) => state === 'done');
    expect(done.parts[0]!.state).toBe('done');
    await world.readCalls();
    for (const { step } of done.parts[0]!.journal)
      expect(world.calls.filter(({ cmdlet }) => step.kind === 'cmdlet' && cmdlet === step.cmdlet).length).toBeLessThanOrEqual(1);
  }),
);

test('an older bot refuses a newer schema, and says what to do', () =>
  onPostgres(async ({ url }) => {
    const world = await createWorld(url);
    try {
      await (await world.startBot())!.kill('SIGTERM');
      const { db, close } = await openDatabase(url, { clock: systemClock });
      await db.insertInto('migrations').values({ number: 99, name: 'of tomorrow', at: '2027-01-01T00:00:00.000Z' }).execute();
      await close();
      await expect(world.startBot()).rejects.toThrow('made by a newer Switchboard');
    } finally {
      await world.end();
    }
  }));

test('SQLite refuses a second bot process, and says what to do', () =>
  onSqlite(async ({ url }) => {
    const world = await createWorld(url);
    try {
      const first = await world.startBot();
      await expect(world.startBot()).rejects.toThrow('in use by another Switchboard process');
      expect((await fetch(`${first!.url}/readyz`)).status).toBe(200);
    } finally {
      await world.end();
    }
  }));
