'use strict';
const path = require('node:path');

const cmdletMs = 50;
const admins = ['voice-admin', 'voice-admin2', 'voice-admin3', 'voice-admin4'];

/** Confirms so many reviewed changes and waits until all have ended and their claims are settled. */
async function changesFor4Admins(count) {
  const interleaved = await measure(count, (n) => n % 4);
  const blocks = await measure(Math.ceil(count / 5), (n, all) => Math.floor((n * 4) / all));
  return { ...interleaved, count, blocks: blocks.ratio };
}

async function measure(count, adminOf) {
  const { createWorld, until } = require('../test/power/world.ts');
  const { createChat } = require('../test/power/chat.ts');
  const { createStories } = require('../test/power/stories.ts');
  const accounts = 8_000;
  const world = await createWorld(undefined, { accounts });
  try {
    const bot = await world.startBot({ preload: path.join(__dirname, 'preload.js'), environment: { BENCH_SERIAL: '1' } });
    const people = createStories(() => null, { accounts }).slice(0, count);
    if (people.length < count) throw new Error(`There are only ${people.length} people to enable.`);
    const { db } = await world.look();
    const chats = admins.map((admin) => Array.from({ length: 4 }, () => createChat(() => bot.url, admin)));
    const rowsWhere = async (...where) =>
      Number(
        (
          await db
            .selectFrom('changes')
            .select(({ fn }) => fn.countAll().as('n'))
            .where(...where)
            .executeTakeFirst()
        ).n,
      );
    for (let n = 0; n < count; n++) {
      const number = `+1425556${String(n).padStart(4, '0')}`;
      await chats[adminOf(n, count)][Math.floor(n / 4) % 4].say(`enable voice for ${people[n].user} ${number} at Seattle`);
      if (n % 16 === 15) await until('drafts', async () => (await rowsWhere('state', '=', 'draft')) > n - 16, 60_000);
    }
    await until('all drafts', async () => (await rowsWhere('state', '=', 'draft')) === count, 120_000);
    const drafts = await db
      .selectFrom('changes')
      .innerJoin('parts', 'parts.change_id', 'changes.id')
      .select(['changes.id', 'changes.version', 'parts.key'])
      .orderBy('changes.id')
      .execute();
    const place = new Map(people.map(({ key }, n) => [key, n]));
    await world.readCalls();
    const before = world.calls.length;
    await world.control({ do: 'slow', ms: cmdletMs });
    const began = Date.now();
    const confirmAll = (async () => {
      for (const { id, version, key } of drafts) await chats[adminOf(place.get(key), count)][0].click('confirm', { id, version });
    })();
    let ended = 0;
    await until(
      'all have ended',
      async () => {
        await world.readCalls();
        const left = await rowsWhere('ended_at', 'is', null);
        if (left === 0 && ended === 0) ended = Date.now();
        const settling = await db.selectFrom('parts').select('id').where('holds_until', 'is not', null).limit(1).executeTakeFirst();
        return left === 0 && !settling;
      },
      1_200_000,
    );
    const over = Date.now();
    await confirmAll;
    await world.readCalls();
    const calls = world.calls.slice(before);
    return {
      ratio: (calls.length * cmdletMs) / 4 / (over - began),
      seconds: (over - began) / 1000,
      perChange: calls.length / count,
      sequence: reasons(calls, people[0]),
    };
  } finally {
    await world.end();
  }
}

/** The cmdlets of one change in their order. */
function reasons(calls, { user, key }) {
  const own = calls.filter(({ parameters }) => {
    const text = JSON.stringify(parameters);
    return text.includes(user) || text.includes(key) || text.includes('5560000');
  });
  return own.map(({ cmdlet, parameters }) => `\`${cmdlet}\` ${JSON.stringify(parameters)}`);
}

module.exports = { changesFor4Admins };
