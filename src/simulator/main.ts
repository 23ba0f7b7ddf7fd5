import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { platforms } from './platform';
import { serveSimulator } from './server';
import { createSimulator } from './simulator';
import { createFileStorage, writeWhole } from './storage';

const optionsSchema = z.object({
  'data-dir': z.string().min(1),
  platform: z.enum(platforms),
  port: z.coerce.number().int().min(0).max(65535).default(0),
  people: z.coerce.number().int().min(0).default(300),
  seed: z.coerce.number().int().default(1),
  'provision-ms': z.coerce.number().int().min(0).max(3_600_000).default(20_000),
  'with-parent': z.boolean().default(false),
});

/**
 * The simulated tenant as a process of its own:
 * `node dist/simulator/main.js --data-dir D --platform P [--port N] [--people N] [--seed N] [--provision-ms N] [--with-parent]`.
 * With 0 people nothing is set up: no voice, no site, bare settings. `--provision-ms`: how long a licence takes to arrive.
 * Leaves url and key in D/simulator.json and ends on SIGTERM, or with its parent when asked to.
 */
export async function main(argv: string[]): Promise<void> {
  const options = optionsSchema.parse(readArguments(argv));
  const { platform, seed } = options;
  const folder = path.resolve(options['data-dir']);
  const storage = createFileStorage(path.join(folder, `tenant-${platform}.json`));
  const simulator = createSimulator({
    platform,
    seed,
    population: options.people,
    replicationMs: 300,
    provisioningMs: options['provision-ms'],
    storage,
  });
  const key = randomBytes(32).toString('hex');
  const server = await serveSimulator(simulator, { key, port: options.port });
  const card = path.join(folder, 'simulator.json');
  writeWhole(card, JSON.stringify({ url: server.url, key, pid: process.pid, platform }));
  process.stdout.write(`Simulated tenant (${platform}, ${options.people} people) is ready at ${server.url}\n`);
  await ended(options['with-parent']);
  if (isOurs(card)) rmSync(card, { force: true });
  await server.close();
}

function readArguments(argv: string[]): Record<string, unknown> {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: argv,
    options: {
      'data-dir': text,
      platform: text,
      port: text,
      people: text,
      seed: text,
      'provision-ms': text,
      'with-parent': { type: 'boolean' },
    },
  }).values;
}

/** Another one may have been started on the same folder meanwhile: its card stays. */
function isOurs(card: string): boolean {
  return existsSync(card) && readFileSync(card, 'utf8').includes(`"pid":${process.pid},`);
}

/** The parent's pipe closes when it ends, however it ends. */
function ended(withParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    if (!withParent) return;
    process.once('disconnect', () => resolve());
    process.stdin.once('end', () => resolve()).once('error', () => resolve());
    process.stdin.resume();
  });
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`The simulated tenant cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
