import type { Change } from '../../src/changes/change';
import { isEnded } from '../../src/changes/transition';
import { onPostgres } from '../store/on-each-database';
import { createChat } from './chat';
import { alwaysViolated, atRestViolated } from './invariants';
import { lineTo } from './line';
import { allChanges, lastChange } from './standing';
import { createStories } from './stories';
import { createWorld, until, type Bot, type PowerWorld } from './world';

const people = createStories(() => null).map(({ user, key }) => ({ user, key }));

function talking(world: PowerWorld, bot: Bot) {
  const chat = createChat(() => bot.url);
  let asked = 0;
  return {
    chat,
    async reviewed(): Promise<Change> {
      const { user, key } = people[asked]!;
      await chat.say(`enable voice for ${user} +1425556${String(asked++).padStart(4, '0')} at Seattle`);
      return lastChange(world, 'a draft', ({ state, parts }) => state === 'draft' && parts[0]!.key === key);
    },
    failing: async () => {
      const { checks } = (await (await fetch(`${bot.url}/readyz`)).json()) as { checks: { name: string; ok: boolean }[] };
      return checks.filter(({ ok }) => !ok).map(({ name }) => name);
    },
  };
}

/** The person sees that it failed: in the answer to the click, or because there is none. */
function isFault({ status, body }: { status: number; body: unknown }): boolean {
  return status >= 500 || JSON.stringify(body).includes('"statusCode":500');
}

async function rest(world: PowerWorld): Promise<void> {
  await until('rest', async () => (await atRestViolated(world)).length === 0).catch(async (error) => {
    throw new Error((await atRestViolated(world)).join('\n'), { cause: error });
  });
}

test('a full disk: what cannot be written in the audit does not happen, the person is told, and it goes on when there is room', async () => {
  const world = await createWorld();
  try {
    const bot = (await world.startBot())!;
    const { chat, reviewed, failing } = talking(world, bot);
    const drafts: Change[] = [];
    while (drafts.length < 10) drafts.push(await reviewed());
    await bot.tell({ disk: 'full' });
    await until('it is noticed', async () => (await failing()).includes('audit'));
    // What the pages that are there still take goes through; then nothing does.
    const answers = [];
    for (const draft of drafts) answers.push(await chat.click('confirm', draft));
    expect(answers.filter(isFault).length).toBeGreaterThan(0);
    expect(await alwaysViolated(world)).toEqual([]);

    await bot.tell({ disk: 'free' });
    await world.later(60_000);
    await bot.tell({ advanceMs: 60_000 });
    for (const draft of (await allChanges((await world.look()).db)).filter(({ state }) => state === 'draft'))
      await chat.click('confirm', draft);
    await until('all have ended', async () => (await allChanges((await world.look()).db)).every(({ state }) => isEnded(state)));
    expect(new Set((await allChanges((await world.look()).db)).map(({ state }) => state))).toEqual(new Set(['done']));
    await world.later(90_000);
    await bot.tell({ advanceMs: 90_000 });
    await rest(world);
  } finally {
    await world.end();
  }
});

test('PostgreSQL goes away and comes back: the bot lives, says it is not ready, and ends what it had begun', () =>
  onPostgres(async ({ url }) => {
    const line = await lineTo(url);
    const world = await createWorld(url);
    try {
      const bot = (await world.startBot({ environment: { DATABASE_URL: line.url } }))!;
      const { chat, reviewed, failing } = talking(world, bot);
      const [first, second] = [await reviewed(), await reviewed()];

      // In the middle of a run: the tenant has acted, the outcome cannot be written.
      await world.control({ do: 'slow', ms: 400 });
      await chat.click('confirm', first);
      await lastChange(world, 'nothing newer', ({ id }) => id === second.id);
      const { db } = await world.look();
      await until('a cmdlet is on its way', () => db.selectFrom('journal').select('id').where('outcome', 'is', null).executeTakeFirst());
      line.cut();
      expect(await failing()).toEqual(expect.arrayContaining(['database', 'audit']));
      expect(isFault(await chat.click('confirm', second))).toBe(true);
      expect(await chat.say('help')).toBe(false);
      await until('the tenant has done what it was asked', () => world.isIdle());
      expect(await alwaysViolated(world)).toEqual([]);

      line.mend();
      await world.control({ do: 'behave' });
      await world.later(60_000);
      await bot.tell({ advanceMs: 60_000 });
      expect(await failing()).toEqual([]);
      await chat.click('confirm', second);
      await until('both have ended', async () => (await allChanges(db)).every(({ state }) => state === 'done'));
      await world.later(90_000);
      await bot.tell({ advanceMs: 90_000 });
      await rest(world);
      expect(bot.child.exitCode).toBeNull();
    } finally {
      await world.end();
      line.close();
    }
  }));
