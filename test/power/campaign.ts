import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../src/simulator/random';
import { allChanges } from './standing';
import { alwaysViolated, atRestViolated } from './invariants';
import { createStories, type Story } from './stories';
import { until, type Bot, type Cut, type PowerWorld } from './world';

const write = 'call (Set|Grant|Enable|Disable|New|Remove|Sync)-';

/** Where the power goes: each names a window that a crash could fall into. */
export const chosenCuts: readonly (Cut & { name: string })[] = [
  { name: 'before a cmdlet is sent', when: 'before', what: write, nth: 2 },
  { name: 'after the tenant changed', when: 'after', what: write, nth: 3 },
  { name: 'before the outcome is written', when: 'before', what: 'update "journal"', nth: 2 },
  { name: 'after the outcome is written, before its commit', when: 'after', what: 'update "journal"', nth: 4 },
  { name: 'after the intent is written, before its commit', when: 'after', what: 'insert into "journal"', nth: 3 },
  { name: 'before a card is brought up to date', when: 'before', what: 'PUT /v3/conversations', nth: 5 },
  { name: 'after a card was, before that is recorded', when: 'after', what: 'PUT /v3/conversations', nth: 4 },
  { name: 'before a card is sent', when: 'before', what: 'POST /v3/conversations', nth: 4 },
  { name: 'after a card was sent, before it is recorded', when: 'before', what: 'insert into "sent_cards"', nth: 2 },
  { name: 'after a message arrived, before it is handled', when: 'after', what: 'insert into "inbox"', nth: 3 },
  { name: 'after a message was handled, before that is recorded', when: 'before', what: 'update "inbox"', nth: 2 },
  { name: 'between a change and its claims', when: 'before', what: 'insert into "claims"', nth: 2 },
  { name: 'before an audit entry', when: 'before', what: 'insert into "audit"', nth: 9 },
  { name: 'after an audit entry, before its commit', when: 'after', what: 'insert into "audit"', nth: 12 },
  { name: 'before a commit', when: 'before', what: '^sql commit', nth: 17 },
  { name: 'after a commit', when: 'after', what: '^sql commit', nth: 21 },
  { name: 'while a lease is taken', when: 'after', what: 'update "changes" set "due_at"', nth: 6 },
  { name: 'while claims are settled', when: 'before', what: 'delete from "claims"', nth: 1 },
];

export interface CampaignReport {
  kills: Map<string, number>;
  states: Map<string, number>;
  cmdlets: number;
  audited: number;
  toldToRepeat: number;
  /** Kills whose point was not reached in ten seconds: then the harness pulled the plug. */
  late: number;
}

/**
 * Keeps some stories going while bot after bot is killed, looks at the invariants after each, then lets one bot finish everything.
 * @param options.jumpMs how much later the next bot starts: on PostgreSQL a dead bot's leases must run out.
 * Throws with the seed, the cut and every violation.
 */
export async function runCampaign(
  world: PowerWorld,
  {
    kills,
    seed,
    jumpMs = 0,
    atOnce = 4,
    onKill,
  }: { kills: number; seed: number; jumpMs?: number; atOnce?: number; onKill?: (done: number, name: string) => void },
): Promise<CampaignReport> {
  const random = createRandom(seed);
  let late = 0;
  const killed = new Map<string, number>();
  let bot: Bot | null = await world.startBot();
  const stories = createStories(() => bot?.url ?? null, world);
  const begun: Story[] = [];
  const { db } = await world.look();

  /** Steps all open stories once. */
  const step = async (begin: boolean): Promise<boolean> => {
    while (begin && begun.filter(({ over }) => !over).length < atOnce) begun.push(stories.shift()!);
    return (await Promise.all(begun.filter(({ over }) => !over).map((story) => story.step(db)))).some(Boolean);
  };
  await bot?.kill();

  for (let kill = 1; kill <= kills; kill++) {
    const chosen = kill % 3 === 0 ? undefined : chosenCuts[(kill - Math.ceil(kill / 3)) % chosenCuts.length];
    const cut: Cut = chosen ?? { when: random.pick(['before', 'after'] as const), what: '.', nth: 1 + random.below(700) };
    const name = chosen?.name ?? 'anywhere';
    bot = await world.startBot({ cut });
    if (bot) {
      const { child } = bot;
      const ended = () => child.exitCode !== null || child.signalCode !== null;
      for (const limit = Date.now() + 10_000; !ended();) {
        if (!(await step(true))) await pause(20);
        if (Date.now() <= limit || ended()) continue;
        late += 1;
        await bot.kill();
      }
      bot = null;
    }
    killed.set(name, (killed.get(name) ?? 0) + 1);
    onKill?.(kill, name);
    const violated = await alwaysViolated(world);
    if (violated.length > 0) throw new Error(`Seed ${seed}, kill ${kill} (${JSON.stringify(cut)}):\n${violated.join('\n')}`);
    if (jumpMs > 0) await world.later(jumpMs);
  }

  // Whether a cmdlet whose answer was lost has acted is known for sure a minute later.
  await world.later(150_000);
  bot = await world.startBot();
  const last = bot;
  const complain = async (error: unknown) => {
    const open = begun.filter(({ over }) => !over);
    const waiting = await Promise.all(
      open.map(async ({ user, waitsFor, heard }) => `${user} waits for ${waitsFor}; heard: ${await heard()}`),
    );
    const violated = await atRestViolated(world);
    throw new Error([`Seed ${seed}: ${String(error)}`, ...waiting, ...violated, ...(last?.said.slice(-10) ?? [])].join('\n'), {
      cause: error,
    });
  };
  await until('every story is over', async () => (await step(false), begun.every(({ over }) => over))).catch(complain);
  await until('everything is at rest', async () => (await atRestViolated(world)).length === 0).catch(complain);
  await last?.kill('SIGTERM');

  const changes = await allChanges(db);
  const states = new Map<string, number>();
  for (const { state } of changes) states.set(state, (states.get(state) ?? 0) + 1);
  return {
    kills: killed,
    states,
    cmdlets: changes.flatMap(({ parts }) => parts.flatMap(({ journal }) => journal)).length,
    audited: Number(
      (
        await db
          .selectFrom('audit')
          .select(({ fn }) => fn.max('seq').as('seq'))
          .executeTakeFirst()
      )?.seq ?? 0,
    ),
    toldToRepeat: begun.reduce((sum, { repeated }) => sum + repeated, 0),
    late,
  };
}
