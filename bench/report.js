'use strict';
/**
 * Memory and speed of a report over a large tenant: `npm run build && node bench/report.js [people] [platform] [kind]`.
 * The simulated tenant and the bot are processes of their own; what is printed is the bot's resident memory above what it had at rest.
 */
const { spawn } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { botFlags } = require('../scripts/bot-flags');
const { createInterface } = require('node:readline');

const [people = '100000', platform = 'direct-routing', kind = 'voice'] = process.argv.slice(2);
const root = path.resolve(__dirname, '..');
const dataDir = mkdtempSync(path.join(tmpdir(), 'switchboard-bench-'));

function start(file, args, env, isReady) {
  const child = spawn(process.execPath, [...(file === 'index.js' ? botFlags : []), path.join(root, 'dist', file), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => isReady(line) && resolve({ child, line }));
  });
}

function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  const tenant = await start(
    'simulator/main.js',
    ['--data-dir', dataDir, '--platform', platform, '--people', people, '--with-parent'],
    {},
    (line) => line.includes('is ready'),
  );
  const env = { DATA_DIR: dataDir, PORT: '0', PLATFORM: platform };
  const bot = await start('index.js', [], env, (line) => line.includes('"listening"'));
  const { url } = JSON.parse(bot.line);
  const post = async (where, body) =>
    (await fetch(where, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
  const { conversationId } = await post(`${url}/v3/directline/conversations`, {});
  const activities = `${url}/v3/directline/conversations/${conversationId}/activities`;
  const say = (text) => post(activities, { type: 'message', from: { id: 'voice-admin' }, locale: 'en', text });
  let watermark = '0';
  const seen = async () => {
    const page = await (await fetch(`${activities}?watermark=${watermark}&wait=1000`)).json();
    watermark = page.watermark;
    return page.activities.filter(({ from }) => from?.id !== 'voice-admin').map(({ text = '' }) => text);
  };
  await say('cards off');
  // A first small report has loaded whatever a report needs: what is measured is what grows with the tenant.
  await say('report sites of Nowhere');
  for (let text = ''; !text.includes('Nobody fits');) text += (await seen()).join('\n');
  await pause(3_000);

  const idle = residentMb(bot.child.pid);
  let peak = idle;
  const watching = setInterval(() => (peak = Math.max(peak, residentMb(bot.child.pid))), 100);
  const began = Date.now();
  await say(`report ${kind}`);
  let text = '';
  while (!/Fetch CSV: |could not be finished|restarted/.test(text)) text += `\n${(await seen()).join('\n')}`;
  const seconds = (Date.now() - began) / 1000;
  clearInterval(watching);
  const [, link] = /Fetch CSV: (\S+)/.exec(text) ?? [];
  if (!link) throw new Error(text);
  const csv = await (await fetch(link)).text();
  const rows = csv.split('\r\n').length - 2;
  process.stdout.write(
    [
      text.trim(),
      '',
      `${platform}, report ${kind}, ${people} accounts in the tenant`,
      `${rows} rows in ${seconds.toFixed(1)} s: ${Math.round(rows / seconds)} rows/s, ${Math.round(Number(people) / seconds)} accounts/s, ${(csv.length / 1e6).toFixed(1)} MB`,
      `resident: idle ${idle.toFixed(0)} MB, peak ${peak.toFixed(0)} MB, above idle ${(peak - idle).toFixed(0)} MB`,
      '',
    ].join('\n'),
  );
  bot.child.removeAllListeners('exit').kill('SIGTERM');
  tenant.child.removeAllListeners('exit').kill('SIGTERM');
}

main()
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(dataDir, { recursive: true, force: true });
    process.exit();
  });
