import { createPeople } from '../../src/auth/people';
import type { Policy } from '../../src/approvals/policy';
import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import type { Access } from '../../src/auth/access';
import type { Person } from '../../src/auth/person';
import type { Change } from '../../src/changes/change';
import type { ChangesContext } from '../../src/changes/context';
import { createChanges } from '../../src/changes/create-changes';
import { runChange } from '../../src/changes/runner';
import type { Changes, Proposal } from '../../src/changes/service';
import { passingKeys } from '../../src/evidence/signing-keys';
import { operations } from '../../src/operations';
import { personVoice } from '../../src/resources/person-voice/person-voice';
import { createResources } from '../../src/resources/registry';
import type { Platform, TenantModel } from '../../src/resources/tenant-model';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import type { Sentence } from '../../src/sentence';
import { openDatabase, type Database } from '../../src/store/database';
import { claimDue, holdsLease, releaseLease } from '../../src/store/leases';
import { rolesFor } from '../../src/tenant/contract';
import { createInProcessTenant } from '../../src/tenant/simulated';
import type { Tenant } from '../../src/tenant/tenant';
import { persona, sampleAccess, sampleModel } from '../sample-model';

export const settleMs = 1_000;

/** A tenant, a database and a clock that only moves when told: everything of changes/ without a timer. */
export interface World {
  context: ChangesContext;
  changes: Changes;
  simulator: Simulator;
  database: Database;
  clock: { now(): Date; advance(ms: number): void };
  model: TenantModel;
  faults: unknown[];
  /** Changes that were not what their record says. */
  altered: { id: number; what: Sentence }[];
  propose(operation: string, input: Record<string, string>, who?: Person): Promise<Proposal>;
  proposed(operation: string, input: Record<string, string>, who?: Person): Promise<Change>;
  /** Confirms and runs until the change has ended. */
  run(change: Change): Promise<Change>;
  /** Works on everything that is due until `until` says so, moving the clock to the next due moment. Throws when nothing will ever be due. */
  work(until: () => Promise<boolean>): Promise<void>;
  /** Until nothing is due any more: changes ended and settled. Drafts are left. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export const voiceAdmin = persona('voice-admin');
export const helpdesk = persona('helpdesk');
export const auditor = persona('auditor');

/** Every change runs once it is confirmed. */
export const nobodyElse: Policy = policyOf(approvalsSchema.parse({ rules: [{ name: 'Anything', when: {}, stages: [] }] }));

export async function openWorld(
  platform: Platform,
  options: {
    seed?: number;
    replicationMs?: number;
    population?: number;
    wrap?: (tenant: Tenant) => Tenant;
    url?: string;
    recheckAfterMs?: number[];
    /** Without one, whoever may confirm needs nobody else. */
    policy?: Policy;
    access?: () => Access;
  } = {},
): Promise<World> {
  let now = Date.parse('2026-11-24T08:00:00Z');
  const clock = { now: () => new Date(now), advance: (ms: number) => void (now += ms) };
  const model = sampleModel(platform);
  const simulator = createSimulator({
    platform,
    clock,
    seed: options.seed ?? 1,
    population: options.population ?? 60,
    replicationMs: options.replicationMs ?? 0,
  });
  const database = await openDatabase(options.url ?? 'sqlite::memory:', {
    clock,
    hand: { keys: passingKeys(), policyVersion: () => null },
  });
  const inProcess = createInProcessTenant(simulator, { settleMs });
  const tenant = options.wrap ? options.wrap(inProcess) : inProcess;
  const faults: unknown[] = [];
  const altered: World['altered'] = [];
  const context: ChangesContext = {
    database,
    clock,
    people: createPeople(options.access ?? (() => sampleAccess)),
    policy: () => options.policy ?? nobodyElse,
    model,
    operations,
    resourceOf: createResources(model),
    tenantFor: () => tenant,
    readingFor: (who) => context.tenantFor(who),
    rolesFor,
    siteOf: personVoice(model).siteOf,
    placeOf: personVoice(model).placeOf,
    numbers: personVoice(model).platform,
    draftExpiryMs: 24 * 3_600_000,
    coolMs: 30 * 86_400_000,
    recheckAfterMs: options.recheckAfterMs ?? [],
    moved: () => {},
    altered: (id, what) => void altered.push({ id, what }),
    fault: (error) => void faults.push(error),
  };
  const changes = createChanges(context);
  let activity = 0;
  const owner = 'test-worker';

  const propose: World['propose'] = (operation, input, who = voiceAdmin) =>
    changes.propose({ who, operation, input, proposedBy: `test|${++activity}` });

  async function workOnce(): Promise<boolean> {
    const ids = await claimDue(database.db, { owner, now: clock.now(), leaseMs: 60_000, limit: 10 });
    for (const id of ids) {
      const isHeld = () => holdsLease(database.db, { id, owner });
      await releaseLease(database.db, id, owner, await runChange(context, { owner, isHeld }, id));
    }
    return ids.length > 0;
  }

  async function nextDue(without: string[]): Promise<number | null> {
    const rows = await database.db
      .selectFrom('changes')
      .select(['due_at', 'lease_until'])
      .where((where) => where.or([where('due_at', 'is not', null), where('lease_until', 'is not', null)]))
      .where('state', 'not in', without)
      .execute();
    const moments = rows.map(({ due_at, lease_until }) => Date.parse(lease_until ?? due_at ?? ''));
    return moments.length > 0 ? Math.min(...moments) : null;
  }

  async function work(until: () => Promise<boolean>): Promise<void> {
    while (!(await until())) {
      if (await workOnce()) continue;
      const next = await nextDue(['draft']);
      if (next === null) throw new Error('Nothing will ever be due.');
      now = Math.max(now + 1, next);
    }
  }

  return {
    context,
    changes,
    simulator,
    database,
    clock,
    model,
    faults,
    altered,
    propose,
    work,
    proposed: async (operation, input, who) => {
      const proposal = await propose(operation, input, who);
      if (proposal.kind !== 'proposed') throw new Error(`Not proposed: ${JSON.stringify(proposal)}`);
      return proposal.change;
    },
    run: async (change) => {
      const { refused } = await changes.confirm(voiceAdmin, change.id, change.version);
      if (refused) throw new Error(`Not confirmed: ${JSON.stringify(refused)}`);
      await work(async () => (await changes.get(voiceAdmin, change.id)).endedAt !== null);
      return changes.get(voiceAdmin, change.id);
    },
    rest: () => work(async () => (await nextDue(['draft', 'awaiting-approval'])) === null),
    close: () => database.close(),
  };
}
