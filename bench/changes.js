'use strict';
const { setTimeout: pause } = require('node:timers/promises');
const { createPopulation } = require('../src/simulator/population.ts');
const { isWrite } = require('../src/tenant/contract.ts');
const { createChat } = require('../test/power/chat.ts');
const { mayPhone } = require('../test/power/stories.ts');
const { createWorld, until } = require('../test/power/world.ts');
const { createChannel } = require('./channel');
const { cpuMs, measured } = require('./processes');

const cmdletMs = 50;
const withoutVoice = { voice: false, voicemail: false, number: null, site: null, voiceRoutingPolicy: null };
const admins = ['voice-admin', 'voice-admin2', 'voice-admin3', 'voice-admin4'];

/** Confirms many reviewed changes and waits until all have ended and their claims are settled. */
async function changes(scale) {
  const count = 1_000 / scale;
  const { ratio, seconds, perChange, cpu, sequence } = await measure(count, (n) => n % 4);
  const batches = await measure(Math.ceil(count / 5), (n, all) => Math.floor((n * 4) / all));
  return [
    `## ${count.toLocaleString('en')} changes for 4 admins, each with one session, a cmdlet takes ${cmdletMs} ms`,
    '',
    `All cmdlets (reads too) × ${cmdletMs} ms ÷ 4 against the time it took: ${ratio.toFixed(2)} (wanted ≥ 0.9); ${seconds.toFixed(0)} s, ${perChange.toFixed(1)} cmdlets and ${cpu.toFixed(0)} ms CPU of the bot a change, from the click until its claims are settled.`,
    `When each admin confirms all of a batch before the next admin does: ${batches.ratio.toFixed(2)}.`,
    '',
    'One change and the reason for each cmdlet; a tenant that shows a write at once needs no «again»:',
    '',
    '| | cmdlet | why |',
    '| --- | --- | --- |',
    ...sequence.map(({ cmdlet, parameters, why }, index) => `| ${index + 1} | \`${cmdlet}\` ${parameters} | ${why} |`),
  ];
}

async function measure(count, adminOf) {
  const accounts = 8_000;
  const world = await createWorld(undefined, { accounts });
  const channel = await createChannel();
  try {
    const { preload, environment } = measured(channel);
    const bot = await world.startBot({ preload, environment: { ...environment, BENCH_SERIAL: '1' } });
    const people = createPopulation(1, accounts).filter(mayPhone).slice(0, count);
    if (people.length < count) throw new Error(`There are only ${people.length} people to enable.`);
    for (const { id } of people) await world.control({ do: 'edit', user: id, fields: withoutVoice });
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
      await chats[adminOf(n, count)][Math.floor(n / 4) % 4].say(`enable voice for ${people[n].upn} ${number} at Seattle`);
      if (n % 16 === 15) await until('drafts', async () => (await rowsWhere('state', '=', 'draft')) > n - 16, 60_000);
    }
    await until('all drafts', async () => (await rowsWhere('state', '=', 'draft')) === count, 120_000);
    const drafts = await db
      .selectFrom('changes')
      .innerJoin('parts', 'parts.change_id', 'changes.id')
      .select(['changes.id', 'changes.version', 'parts.key'])
      .orderBy('changes.id')
      .execute();
    const place = new Map(people.map(({ id }, n) => [id, n]));
    await world.readCalls();
    const before = world.calls.length;
    await world.control({ do: 'slow', ms: cmdletMs });
    const cpuBefore = cpuMs(bot.child.pid);
    const began = Date.now();
    const confirmAll = (async () => {
      for (const { id, version, key } of drafts) await chats[adminOf(place.get(key), count)][0].click('confirm', { id, version });
    })();
    let ended = 0;
    await until(
      'all have ended',
      async () => {
        await pause(200);
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
      cpu: (cpuMs(bot.child.pid) - cpuBefore) / count,
      sequence: reasons(calls, people[0]),
    };
  } finally {
    channel.close();
    await world.end();
  }
}

/** The cmdlets of one change in their order, each with what it is there for. */
function reasons(calls, { upn, id }) {
  const own = calls.filter(({ parameters }) => {
    const text = JSON.stringify(parameters);
    return text.includes(upn) || text.includes(id) || text.includes('5560000');
  });
  const writes = own.flatMap(({ cmdlet }, index) => (isWrite(cmdlet) ? [index] : []));
  let looks = 0;
  return own.map(({ cmdlet, parameters }, index) => {
    const others = Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== 'Identity'));
    const text = JSON.stringify(others);
    const named = Object.entries(others).map(([name, value]) => `-${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    const why = () => {
      if (isWrite(cmdlet)) return ((looks = 0), 'what was confirmed');
      if (text.includes('LineURI')) return 'has somebody else got the number since the review?';
      if (text.includes('Filter')) return 'is the name still this person, may they still have voice?';
      if (cmdlet === 'Get-CsUserPstnSettings') return 'the same for what this cmdlet alone shows: site, calls abroad';
      looks += 1;
      if (index < writes[0]) return 'is everything still as it was reviewed?';
      if (index > writes.at(-1) && own.length - index <= 2)
        return 'after the time a write may stay invisible: is the number in use or free?';
      return looks > 1 ? 'again: the write did not show yet' : 'read back: did the write act, and what is next?';
    };
    return { cmdlet, parameters: named.join(' ').replaceAll('|', '\\|'), why: why() };
  });
}

module.exports = { changes };
