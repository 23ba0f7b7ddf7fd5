import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../src/simulator/random';
import { alwaysViolated, atRestViolated } from './invariants';
import type { Line } from './line';
import { allChanges } from './standing';
import { createStories, type Story } from './stories';
import { troublesOf } from './troubles';
import { until, type Bot, type PowerWorld } from './world';

export interface SoakReport {
  /** What happened, and how often. */
  events: Map<string, number>;
  states: Map<string, number>;
  stories: number;
  cmdlets: number;
  /** How far the clocks were moved on. */
  hours: number;
}

/** One thing that goes wrong; what it returns puts it right again. */
type Event = { name: string; happen(): Promise<(() => Promise<unknown>) | void> };

const atOnce = 6;
/** Nobody waits longer for a tenant that never answers; a dead bot's leases have run out after so long. */
const limitMs = 3_000;
const leasesRunOutMs = 150_000;

/**
 * Keeps people talking while tenant, database, clock and power fail at random, one thing at a time; then puts everything right and looks at store,
 * audit and tenant. @param options.line the way to the database, where it is a server. Throws with the seed and every violation.
 */
export async function runSoak(
  world: PowerWorld,
  { forMs, seed, line, onEvent }: { forMs: number; seed: number; line?: Line; onEvent?: (name: string) => void },
): Promise<SoakReport> {
  const random = createRandom(seed);
  const start = async (): Promise<Bot> => {
    const environment = { POWER_LIMIT_MS: String(limitMs), ...(line && { DATABASE_URL: line.url }) };
    const started = await world.startBot({ environment });
    if (!started) throw new Error('The bot did not start.');
    return started;
  };
  let bot: Bot | null = await start();
  let aheadMs = 0;
  const { db } = await world.look();
  const stories = createStories(() => bot?.url ?? null, { accounts: world.accounts, patienceMs: 10_000 });
  const begun: Story[] = [];
  const open = () => begun.filter(({ over }) => !over);

  const step = async (begin: boolean): Promise<boolean> => {
    for (let next; begin && open().length < atOnce && (next = stories.shift());) begun.push(next);
    return (await Promise.all(open().map((story) => story.step(db)))).some(Boolean);
  };
  const later = async (ms: number): Promise<void> => {
    aheadMs += ms;
    await world.later(ms);
    await bot?.tell({ advanceMs: ms });
  };
  const happened = new Map<string, number>();
  /** While no bot is up: all that was read belongs together. */
  const check = async (): Promise<void> => {
    const violated = await alwaysViolated(world);
    if (violated.length > 0)
      throw new Error(
        `Seed ${seed}, after ${[...happened].map(([name, times]) => `${times} × ${name}`).join(', ')}:\n${violated.join('\n')}`,
      );
  };
  const again = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = bot;
    bot = null;
    await ending?.kill(signal);
    const end = await ending?.ended;
    if (signal === 'SIGTERM' && end?.code !== 0) throw new Error(`It did not stop as it was told: ${JSON.stringify(end)}`);
    await check();
    if (line) await later(leasesRunOutMs);
    bot = await start();
  };
  const somebody = () => random.pick(open().map(({ key }) => key));

  const events: Event[] = [
    ...troublesOf().map(({ name, faults }) => ({
      name: `the tenant ${name}`,
      happen: async () => {
        for (const fault of faults) await world.control(fault);
        return () => world.control({ do: 'behave' });
      },
    })),
    {
      name: 'another admin gives another number',
      happen: async () => {
        const number = `+1425559${String(random.below(10_000)).padStart(4, '0')}`;
        await world.control({ do: 'edit', user: somebody(), fields: { number } });
      },
    },
    { name: 'a licence vanishes', happen: async () => void (await world.control({ do: 'edit', user: somebody(), fields: { plans: [] } })) },
    { name: 'hours pass', happen: () => later((1 + random.below(180)) * 60_000) },
    {
      name: 'the bot’s clock is a minute late',
      happen: async () => {
        await bot?.tell({ advanceMs: -60_000 });
        return () => bot?.tell({ advanceMs: 60_000 }) ?? Promise.resolve();
      },
    },
    { name: 'the power is cut', happen: () => again('SIGKILL') },
    { name: 'it is stopped and started', happen: () => again('SIGTERM') },
    line
      ? {
          name: 'the database goes away',
          happen: async () => {
            line.cut();
            return async () => (line.mend(), later(60_000));
          },
        }
      : {
          name: 'the disk is full',
          happen: async () => {
            await bot?.tell({ disk: 'full' });
            return () => bot?.tell({ disk: 'free' }) ?? Promise.resolve();
          },
        },
  ];

  for (const end = Date.now() + forMs; Date.now() < end;) {
    for (const next = Date.now() + 300 + random.below(3_000); Date.now() < next;) if (!(await step(true))) await pause(20);
    if (open().length === 0) break;
    const { name, happen } = random.pick(events);
    const putRight = await happen();
    happened.set(name, (happened.get(name) ?? 0) + 1);
    onEvent?.(name);
    for (const over = Date.now() + random.below(2_000); Date.now() < over;) if (!(await step(true))) await pause(20);
    await putRight?.();
  }

  await again('SIGTERM');
  await later(leasesRunOutMs);
  // Who was refused, because another admin was faster, says no more: what counts is that nothing is left half done.
  const rest = async () => !(await step(false)) && (await atRestViolated(world)).length === 0;
  await until('everything is at rest', rest, 60_000).catch(async (error: unknown) => {
    throw new Error([`Seed ${seed}: ${String(error)}`, ...(await atRestViolated(world)), ...(bot?.said.slice(-10) ?? [])].join('\n'), {
      cause: error,
    });
  });
  await bot.kill('SIGTERM');

  const states = new Map<string, number>();
  for (const { state } of await allChanges(db)) states.set(state, (states.get(state) ?? 0) + 1);
  return { events: happened, states, stories: begun.length, cmdlets: world.calls.length, hours: aheadMs / 3_600_000 };
}
