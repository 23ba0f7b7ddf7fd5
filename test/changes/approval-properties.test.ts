import fc from 'fast-check';
import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import type { Change } from '../../src/changes/change';
import { runChange } from '../../src/changes/runner';
import { isEnded } from '../../src/changes/transition';
import { UserError } from '../../src/sentence';
import { claimDue, holdsLease, releaseLease } from '../../src/store/leases';
import { onEachDatabase, onPostgres, onSqlite } from '../store/on-each-database';
import { committee } from './committee';
import { openWorld, type World } from './world';

const strict = policyOf(
  approvalsSchema.parse({
    default: { stages: [{ approvers: 1 }, { managers: 1 }], expireAfterHours: 10, escalate: { to: 'seniors', at: 0.7 } },
    rules: [{ name: 'off', when: { fact: 'voice', to: 'off' } }],
  }),
);
const lax = policyOf(approvalsSchema.parse({ rules: [{ name: 'anything', when: {}, stages: [] }] }));

const voters = ['vera', 'vera-too', 'hana', 'ann', 'bea', 'cy', 'sue', 'odile', 'guest'] as const;
const groups = [['approvers'], ['managers'], ['approvers', 'managers'], ['seniors'], []];

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      who: fc.constantFrom(...voters),
      kind: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'deny' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('both' as const), who: fc.constantFrom(...voters), other: fc.constantFrom(...voters) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('work' as const), by: fc.constantFrom('one', 'two') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('move' as const), who: fc.constantFrom('ann', 'bea', 'cy'), to: fc.constantFrom(...groups) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(0.5, 4, 8) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('withdraw' as const, 'edit' as const, 'drift' as const, 'policy' as const, 'confirm-again' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Who voted with success, and where everybody stood then: the oracle's own record, kept apart from the product's. */
interface Seen {
  who: string;
  of: number;
  kind: 'approve' | 'deny';
  groups: readonly string[];
}

const humanOf = (id: string) => (id === 'vera-too' ? 'vera' : id);

/** A guest may not even see it. */
function notTheirs(error: unknown): null {
  if (error instanceof UserError) return null;
  throw error;
}

async function play(world: World, people: ReturnType<typeof committee>, steps: readonly Step[]): Promise<number> {
  const vera = await people.person('vera');
  const seen: Seen[] = [];
  /** Changes after this one were proposed when the policy asked for nobody. */
  let strictUpTo = Infinity;
  const draft = await world.proposed('disable-voice', { user: 'busy@contoso.com' }, vera);
  let id = draft.id;
  await world.changes.confirm(vera, id, draft.version);
  const now = () => world.changes.load(id);

  const act: Record<Exclude<Step['do'], 'vote' | 'both' | 'work' | 'move' | 'wait'>, () => Promise<unknown>> = {
    withdraw: () => world.changes.withdraw(vera, id),
    edit: () =>
      world.changes.propose({
        who: vera,
        operation: 'disable-voice',
        input: { user: 'busy@contoso.com' },
        proposedBy: `edit|${id}`,
        replaces: id,
      }),
    drift: async () =>
      world.simulator.control({ do: 'edit', user: 'busy', fields: { site: 'Paris', onlineVoiceRoutingPolicy: 'Paris-National' } }),
    policy: async () => {
      world.context.policy = () => lax;
      strictUpTo = Math.min(strictUpTo, id);
    },
    'confirm-again': () => world.changes.confirm(vera, id),
  };

  const votes = async (name: string, kind: Seen['kind']): Promise<void> => {
    const who = await people.person(name);
    const of = id;
    const decided = await world.changes.vote({ who, id: of, kind, comment: 'x' }).catch(notTheirs);
    if (decided && decided.refused === null) seen.push({ who: name, of, kind, groups: who.groups });
  };

  for (const one of steps) {
    if (one.do === 'vote') await votes(one.who, one.kind);
    else if (one.do === 'both') await Promise.all([votes(one.who, 'approve'), votes(one.other, 'approve')]);
    else if (one.do === 'work') await tick(world, one.by);
    else if (one.do === 'move') people.move(one.who, one.to);
    else if (one.do === 'wait') world.clock.advance(one.hours * 3_600_000);
    else await act[one.do]();
    const { replacedBy } = await now();
    if (replacedBy !== null) id = replacedBy;
    await holds(world, seen, strictUpTo);
  }
  await Promise.all([tick(world, 'one'), tick(world, 'two')]);
  await holds(world, seen, strictUpTo);
  return seen.length;
}

/** One look of one worker at what is due. */
async function tick(world: World, owner: string): Promise<void> {
  const { db } = world.database;
  for (const id of await claimDue(db, { owner, now: world.clock.now(), leaseMs: 60_000, limit: 10 }))
    await releaseLease(db, id, owner, await runChange(world.context, { owner, isHeld: () => holdsLease(db, { id, owner }) }, id));
}

/** What must be true at every moment, told from the tenant's own log and the oracle's record alone. */
async function holds(world: World, seen: readonly Seen[], strictUpTo: number): Promise<void> {
  const rows = await world.database.db.selectFrom('changes').select('id').orderBy('id').execute();
  const changes: Change[] = [];
  for (const { id } of rows) changes.push(await world.changes.load(id));
  const sent = changes.filter(({ parts }) => parts.some(({ journal }) => journal.length > 0));
  const writes = world.simulator.calls().filter(({ cmdlet }) => !cmdlet.startsWith('Get-'));
  if (sent.length === 0) expect(writes).toEqual([]);
  for (const change of sent) {
    expect(['denied', 'expired', 'withdrawn', 'awaiting-approval', 'draft']).not.toContain(change.state);
    if (change.id > strictUpTo) continue;
    const yes = seen.filter(({ of, kind }) => of === change.id && kind === 'approve');
    const could = (group: string) => yes.filter((one) => one.groups.includes(group) || one.groups.includes('seniors'));
    const pair = could('approvers').some((first) => could('managers').some((second) => humanOf(first.who) !== humanOf(second.who)));
    expect({ change: change.id, pair }).toEqual({ change: change.id, pair: true });
    for (const { who } of yes) expect(humanOf(who)).not.toBe('vera');
  }
  for (const change of changes)
    for (const part of change.parts) expect(new Set(part.journal.map(({ stepHash }) => stepHash)).size).toBe(part.journal.length);
  expect(changes.filter(({ state }) => !isEnded(state)).length).toBeLessThanOrEqual(1);
}

onEachDatabase((test, dialect) => {
  // A database of its own for each run costs half a second on PostgreSQL.
  const numRuns = Number(process.env.APPROVAL_RUNS ?? (dialect === 'sqlite' ? 60 : 8));
  for (const platform of ['cloud-connector', 'direct-routing'] as const) {
    test(`whatever people do at once on ${platform}, only what was approved by those who may runs, and once`, async () => {
      let votes = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
          await (dialect === 'sqlite' ? onSqlite : onPostgres)(async ({ url }) => {
            const people = committee();
            const world = await openWorld(platform, { policy: strict, access: people.access, url });
            try {
              votes += await play(world, people, steps);
            } finally {
              await world.close();
            }
          });
        }),
        { numRuns },
      );
      expect(votes).toBeGreaterThan(0);
    });
  }
});
