'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const { botFlags } = require('./bot-flags');
const { ensureBuilt, isAlive } = require('./ensure-built');

const dist = path.join(__dirname, '..', 'dist');

/** Sets everything up, runs the simulated tenant and the bot, and prints where to go. Ends with the bot's exit code. */
async function main() {
  ensureBuilt();
  const { loadConfig } = require(path.join(dist, 'config.js'));
  const config = loadConfig();
  fs.mkdirSync(config.dataDir, { recursive: true });
  const tenant = await ensureTenant(config);
  const logFile = path.join(config.dataDir, 'switchboard.log');
  const bot = spawn(process.execPath, [...botFlags, path.join(dist, 'index.js')], { stdio: ['ignore', 'pipe', 'pipe'] });
  showLog(bot, fs.createWriteStream(logFile, { flags: 'a' }), (url) => {
    say(`\n  Switchboard is ready: ${url}\n`);
    say(
      `  ${config.model.platform}, tenant ${config.model.tenantName} (simulated). In the terminal: ${chatCommand(url)}. The log: ${path.relative('.', logFile)}. Stop: Ctrl+C.`,
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => bot.kill('SIGTERM'));
  const { status, signal } = await new Promise((resolve) => bot.once('exit', (status, signal) => resolve({ status, signal })));
  await tenant.stop();
  if (signal && signal !== 'SIGTERM') say(`Switchboard was ended by ${signal}. npm start starts it again; what was running goes on.`);
  return status ?? (signal === 'SIGTERM' ? 0 : 1);
}

/** What finds this bot from another terminal. */
function chatCommand(url) {
  const { hostname, port } = new URL(url);
  const host = process.env.HOST ? `HOST=${hostname.replace(/[[\]]/g, '')} ` : '';
  return `${host}${process.env.PORT ? `PORT=${port} ` : ''}npm run chat`;
}

/** The one that runs on this data folder for this platform, or a new one. What was said after `npm start --` is for it. */
async function ensureTenant({ dataDir, model: { platform } }) {
  const card = path.join(dataDir, 'simulator.json');
  if (await answers(readCard(card), platform)) return { stop: () => Promise.resolve() };
  fs.rmSync(card, { force: true });
  // A group of its own: Ctrl+C reaches the bot first, and the tenant lives until the bot has stopped.
  const child = spawn(
    process.execPath,
    [path.join(dist, 'simulator', 'main.js'), '--data-dir', dataDir, '--platform', platform, '--with-parent', ...process.argv.slice(2)],
    {
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let over = false;
  void ended.then(() => (over = true));
  for (let waitedMs = 0; !(await answers(readCard(card), platform)); waitedMs += 50) {
    if (over || waitedMs > 30_000) throw new Error('The simulated tenant did not start. The message above says why.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readCard(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

async function answers(card, platform) {
  if (!card || card.platform !== platform || !isAlive(card.pid)) return false;
  return fetch(new URL('/health', card.url), { headers: { authorization: `Bearer ${card.key}` }, signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

/** Log lines go to the file; what a person at the terminal has to know is shown. */
function showLog(bot, file, onListening) {
  readline.createInterface({ input: bot.stdout }).on('line', (line) => {
    file.write(`${line}\n`);
    const record = recordOf(line);
    if (record?.msg === 'listening') onListening(record.url);
    else if (record?.level === 'error' || record?.level === 'fatal')
      say(`${record.level}: ${record.msg}${record.err ? `: ${record.err.message}` : ''}`);
    else if (!record) say(line);
  });
  readline.createInterface({ input: bot.stderr }).on('line', (line) => {
    file.write(`${line}\n`);
    process.stderr.write(`${line}\n`);
  });
}

function recordOf(line) {
  try {
    return line.startsWith('{') ? JSON.parse(line) : null;
  } catch {
    return null;
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
