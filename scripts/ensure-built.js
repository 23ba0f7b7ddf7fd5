'use strict';
const { createHash } = require('node:crypto');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { copyAssets } = require('./copy-assets');

const root = path.join(__dirname, '..');
const builtFrom = path.join(root, 'dist', '.built-from');

/** Installs what package-lock.json names when it is not there, and builds dist when a source has changed since. */
function ensureBuilt() {
  withLock(() => {
    installMissing();
    const sources = fingerprint();
    if (fs.existsSync(builtFrom) && fs.readFileSync(builtFrom, 'utf8') === sources) return;
    say('Building …');
    build(sources);
  });
}

/** Runs npm ci when node_modules is missing or is not what package-lock.json says. */
function ensureDependencies() {
  withLock(installMissing);
}

function installMissing() {
  if (dependenciesAreThere()) return;
  say('Installing dependencies …');
  npm(
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'npm ci failed. Check the network or the proxy settings of npm, then start again.',
  );
}

/** Built beside and then moved, so that a bot that runs from dist never finds it half empty. */
function build(sources) {
  const [dist, next, last] = ['dist', 'dist.next', 'dist.last'].map((name) => path.join(root, name));
  for (const folder of [next, last]) fs.rmSync(folder, { recursive: true, force: true });
  const compiled = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', path.join(root, 'tsconfig.build.json'), '--outDir', next],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (compiled.status !== 0) throw new Error('The build failed. The messages above say where.');
  copyAssets(next);
  fs.writeFileSync(path.join(next, path.basename(builtFrom)), sources);
  if (fs.existsSync(dist)) fs.renameSync(dist, last);
  fs.renameSync(next, dist);
  fs.rmSync(last, { recursive: true, force: true });
}

/** npm leaves its own account of what it installed; packages for other platforms are missing there. */
function dependenciesAreThere() {
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = readJson(path.join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted.packages).every(([name, { version, optional, devOptional, link }]) => {
    const there = installed.packages[name];
    return name === '' || link || (there ? there.version === version : optional || devOptional);
  });
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null;
}

function fingerprint() {
  const hash = createHash('sha256');
  const files = fs
    .readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  const others = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/copy-assets.js'].map((name) =>
    path.join(root, name),
  );
  for (const file of [...files, ...others])
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(fs.readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function npm(args, complaint) {
  const windows = process.platform === 'win32';
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: windows });
  if (result.error) throw new Error(`npm could not be run: ${result.error.message}`);
  if (result.status !== 0) throw new Error(complaint);
}

/** Two bots may be started at once: the second waits until the first has built. */
function withLock(work) {
  const lock = path.join(os.tmpdir(), `switchboard-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`);
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  try {
    work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function taken(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const owner = Number(fs.existsSync(lock) && fs.readFileSync(lock, 'utf8'));
    if (owner && !isAlive(owner)) fs.rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

module.exports = { ensureBuilt, ensureDependencies, isAlive };
