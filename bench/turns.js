'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { createWorld } = require('../test/power/world.ts');
const { createChannel } = require('./channel');
const { cpuMs, measured, median, memoryOf, startEcho } = require('./processes');
const { stagesOf } = require('./stages');

const statusOf = ['busy', 'jose.garcia', 'noel.lefevre', 'hanako.tanaka', 'gina.groupgrant', 'newhire', 'bob', 'lea.legacy'];
const textOf = (n) => `status of ${statusOf[n % statusOf.length]}@contoso.com`;

/** Whole turns of Switchboard and of the echo bot in turn, through the same channel. */
async function turns(scale) {
  const world = await createWorld();
  const channel = await createChannel();
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-profile-'));
  try {
    const echo = await startEcho();
    const bot = await world.startBot(measured(channel));
    const idle = await memoryOf(bot);
    const ours = { pid: bot.child.pid, url: bot.url, serviceUrl: bot.url };
    const theirs = { pid: echo.child.pid, url: echo.url, serviceUrl: channel.url };
    for (const one of [ours, theirs])
      await channel.run(one.url, { turns: 2_000 / scale, inFlight: 16, textOf, serviceUrl: one.serviceUrl });
    const rows = [];
    for (const inFlight of [1, 16]) {
      const rounds = [];
      for (let round = 0; round < 3; round++) {
        rounds.push({
          ours: await measure(channel, ours, inFlight, 1_000 / scale),
          theirs: await measure(channel, theirs, inFlight, 1_000 / scale),
        });
      }
      rows.push(rowOf(inFlight, rounds));
    }
    await channel.run(bot.url, { turns: 10_000 / scale, inFlight: 16, textOf, serviceUrl: bot.url });
    const after = await memoryOf(bot);
    const trace = await perTurn(world, bot, channel);
    await bot.kill('SIGTERM');
    echo.child.kill('SIGTERM');

    const profiled = await world.startBot({ ...measured(channel), node: ['--cpu-prof', `--cpu-prof-dir=${profile}`] });
    await channel.run(profiled.url, { turns: 4_000 / scale, inFlight: 16, textOf, serviceUrl: profiled.url });
    await profiled.kill('SIGTERM');
    return [
      '## A full turn (`status of {user}`) against a bare botbuilder and restify echo bot',
      '',
      '| in flight | Switchboard, turns/s | echo, turns/s | ratio | Switchboard, CPU ms a turn | echo, CPU ms a turn | ratio of CPU |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...rows,
      '',
      `A turn is ${trace}.`,
      '',
      'Where its CPU goes (by the innermost known frame of a profile at 16 in flight):',
      '',
      ...stagesOf(profile).map(({ name, share }) => `- ${(share * 100).toFixed(0)} % ${name}`),
      '',
      `Memory: ${idle.rss} MB idle, ${after.rss} MB after ${(18_000 / scale).toLocaleString('en')} turns; of these ${idle.heap} and ${after.heap} MB are objects that are still used.`,
    ];
  } finally {
    channel.close();
    await world.end();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

async function measure(channel, { pid, url, serviceUrl }, inFlight, count) {
  const before = cpuMs(pid);
  const perSecond = await channel.run(url, { turns: count, inFlight, textOf, serviceUrl });
  return { perSecond, cpu: (cpuMs(pid) - before) / count };
}

/** The bots were measured by turns, so that what else the machine did falls on both. */
function rowOf(inFlight, rounds) {
  const of = (who, what) => median(rounds.map((round) => round[who][what]));
  const [ours, theirs] = ['ours', 'theirs'].map((who) => ({ perSecond: of(who, 'perSecond'), cpu: of(who, 'cpu') }));
  const cells = [
    inFlight,
    ours.perSecond.toFixed(0),
    theirs.perSecond.toFixed(0),
    (ours.perSecond / theirs.perSecond).toFixed(2),
    ours.cpu.toFixed(2),
    theirs.cpu.toFixed(2),
    (theirs.cpu / ours.cpu).toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What one turn asks of others. */
async function perTurn(world, bot, channel) {
  await world.readCalls();
  const before = channel.posts();
  await channel.turn(bot.url, bot.url, 'bench-0', textOf(0));
  const calls = (await world.readCalls()).map(({ cmdlet }) => cmdlet);
  return `${calls.length} cmdlets (${calls.join(', ')}) and ${channel.posts() - before} requests to the channel`;
}

module.exports = { turns, textOf };
