'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ensureDependencies } = require('../scripts/ensure-built');

ensureDependencies();
require('../test/setup/typescript.js');
const { createWorld } = require('../test/power/world.ts');
const { createChannel } = require('./channel');
const { changesFor4Admins } = require('./changes');
const { auditFigures } = require('./audit');
const { stagesOf } = require('./stages');

const results = path.join(__dirname, 'RESULTS.md');

/** `npm run bench [-- --quick]`: every figure from one run on one machine; what counts are the ratios. Writes bench/RESULTS.md. */
async function main() {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  const scale = values.quick ? 10 : 1;
  const sections = [machine()];
  for (const measure of [turns, starts, changes, audit]) {
    const lines = await measure(scale);
    process.stdout.write(`${lines.join('\n')}\n\n`);
    sections.push(lines);
  }
  if (!values.quick)
    fs.writeFileSync(
      results,
      `${sections
        .flatMap((lines) => [...lines, ''])
        .join('\n')
        .trimEnd()}\n`,
    );
}

function machine() {
  const [{ model }] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    '# Figures',
    '',
    `Node ${process.version}, ${os.cpus().length} × ${model.trim()}, ${memory} GB, load ${os.loadavg()[0].toFixed(1)} when it began, ${new Date().toISOString().slice(0, 10)}.`,
    'Ratios hold within this run. Written by `npm run bench`.',
  ];
}

const statusOf = ['busy', 'jose.garcia', 'noel.lefevre', 'hanako.tanaka', 'gina.groupgrant', 'newhire', 'bob', 'lea.legacy'];
const textOf = (n) => `status of ${statusOf[n % statusOf.length]}@contoso.com`;

async function turns(scale) {
  const world = await createWorld();
  const channel = await createChannel();
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-profile-'));
  const preload = path.join(__dirname, 'preload.js');
  const environment = { BENCH_CHANNEL: channel.url, LOG_LEVEL: 'warn', ...listening };
  try {
    const echo = await startEcho();
    const bot = await world.startBot({ preload, environment });
    const of = (pid, url, serviceUrl, text) => async (inFlight, count) => {
      await channel.run(url, { turns: Math.min(300, count), inFlight, textOf: text, serviceUrl });
      const before = cpuMs(pid);
      const perSecond = await channel.run(url, { turns: count, inFlight, textOf: text, serviceUrl });
      return { perSecond, cpu: (cpuMs(pid) - before) / count };
    };
    const idle = rss(bot.child.pid);
    const rows = [];
    for (const inFlight of [1, 16]) {
      const ours = await of(bot.child.pid, bot.url, bot.url, textOf)(inFlight, 2_000 / scale);
      const theirs = await of(echo.child.pid, echo.url, channel.url, textOf)(inFlight, 2_000 / scale);
      rows.push({ inFlight, ours, theirs });
    }
    await channel.run(bot.url, { turns: 10_000 / scale, inFlight: 16, textOf, serviceUrl: bot.url });
    const after = rss(bot.child.pid);
    const trace = await perTurn(world, bot, channel);
    await bot.kill('SIGTERM');
    echo.child.kill('SIGTERM');

    const profiled = await world.startBot({ preload, environment, node: ['--cpu-prof', `--cpu-prof-dir=${profile}`] });
    await channel.run(profiled.url, { turns: 2_000 / scale, inFlight: 16, textOf, serviceUrl: profiled.url });
    await profiled.kill('SIGTERM');
    return [
      '## A full turn (`status of {user}`: inbox, parse, tenant, store, card) against a bare botbuilder and restify echo bot',
      '',
      '| in flight | Switchboard, turns/s | echo, turns/s | ratio | Switchboard, CPU ms a turn | echo, CPU ms a turn | ratio of CPU |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...rows.map(
        ({ inFlight, ours, theirs }) =>
          `| ${inFlight} | ${ours.perSecond.toFixed(0)} | ${theirs.perSecond.toFixed(0)} | ${(ours.perSecond / theirs.perSecond).toFixed(2)} | ${ours.cpu.toFixed(2)} | ${theirs.cpu.toFixed(2)} | ${(theirs.cpu / ours.cpu).toFixed(2)} |`,
      ),
      '',
      `A turn is ${trace}.`,
      '',
      'Where its CPU goes (by the innermost known frame of a profile at 16 in flight):',
      '',
      ...stagesOf(profile).map(({ name, share }) => `- ${(share * 100).toFixed(0)} % ${name}`),
      '',
      `Memory (RSS): ${idle} MB idle, ${after} MB after ${(14_000 / scale).toLocaleString('en')} turns.`,
    ];
  } finally {
    channel.close();
    await world.end();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

/** What one turn asks of others. */
async function perTurn(world, bot, channel) {
  await world.readCalls();
  const before = channel.posts();
  await channel.turn(bot.url, bot.url, 'bench-0', textOf(0));
  const calls = (await world.readCalls()).map(({ cmdlet }) => cmdlet);
  return `${calls.length} cmdlets (${calls.join(', ')}) and ${channel.posts() - before} requests to the channel`;
}

async function starts(scale) {
  const world = await createWorld();
  const channel = await createChannel();
  const environment = { BENCH_CHANNEL: channel.url, ...listening };
  const preload = path.join(__dirname, 'preload.js');
  const first = async (start, serviceUrlOf) => {
    const began = Date.now();
    const { url, child } = await start();
    await channel.turn(url, serviceUrlOf(url), `start-${began}`, 'help');
    const ms = Date.now() - began;
    child.kill('SIGKILL');
    return ms;
  };
  try {
    const ours = [];
    const theirs = [];
    for (let round = 0; round < Math.max(2, 6 / scale); round++) {
      ours.push(
        await first(
          () => world.startBot({ preload, environment }),
          (url) => url,
        ),
      );
      theirs.push(await first(startEcho, () => channel.url));
    }
    return [
      '## From `node` to the first answer',
      '',
      `Switchboard ${median(ours)} ms, echo bot ${median(theirs)} ms: ${(median(ours) / median(theirs)).toFixed(2)} times as long (median of ${ours.length}).`,
    ];
  } finally {
    channel.close();
    await world.end();
  }
}

async function changes(scale) {
  const { count, ratio, seconds, perChange, sequence, blocks } = await changesFor4Admins(1_000 / scale);
  return [
    `## ${count} changes for 4 admins, each with one session, a cmdlet takes 50 ms`,
    '',
    `All cmdlets × 50 ms ÷ 4 against the time it took: ${ratio.toFixed(2)} (wanted ≥ 0.9); ${seconds.toFixed(0)} s, ${perChange.toFixed(1)} cmdlets a change from click to settled claims.`,
    `The same when one admin's changes all come before the next one's: ${blocks.toFixed(2)}.`,
    '',
    'One change, with the reason for each cmdlet:',
    '',
    ...sequence.map((line, index) => `${index + 1}. ${line}`),
  ];
}

async function audit(scale) {
  const { small, large, verified } = await auditFigures(100_000 / scale);
  return [
    '## Audit (SQLite)',
    '',
    `Append, one committed transaction each: ${small.toFixed(3)} ms at 1,000 entries, ${large.toFixed(3)} ms at ${(100_000 / scale).toLocaleString('en')} (${(large / small).toFixed(2)} times).`,
    `Verify: ${Math.round(verified).toLocaleString('en')} entries/s.`,
    '',
    'A cmdlet through session and bridge is measured beside the real engine.',
  ];
}

/** The bot says where it listens at level info. */
const listening = { LOG_LEVEL: 'info' };

function startEcho() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(__dirname, 'echo-bot.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.once('exit', () => reject(new Error('The echo bot did not start.')));
    child.stdout.once('data', (line) => resolve({ child, url: JSON.parse(String(line)).url }));
  });
}

/** User and system time of a process so far, where the system tells it; 10 ms a tick. */
function cpuMs(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function rss(pid) {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
