import { isDeepStrictEqual } from 'node:util';
import { sameFact, satisfies, type Facts, type Goal } from '../../src/resources/facts';
import type { Asking, Change, JournalEntry, Part } from '../../src/changes/change';
import { mayHaveSet, sentCmdlets } from '../../src/changes/decide';
import { policyKinds } from '../../src/resources/person-voice/policy-kinds';
import type { Platform } from '../../src/resources/tenant-model';
import type { Account } from '../../src/simulator/account';
import { idOf } from '../../src/simulator/random';
import type { Tenant } from '../../src/tenant/tenant';
import { openWorld, settleMs, voiceAdmin, type World } from './world';

/** What goes wrong, and at which call or commit counted from the start. */
export interface Script {
  platform: Platform;
  replicationMs: number;
  flicker: boolean;
  seed: number;
  /** Faults of the tenant by the count of writes. */
  faults: Record<number, 'lose' | 'fail-after' | 'fail' | 'throttle'>;
  /** The process dies around a call: before the tenant has it, or after the tenant acted. */
  crashes: Record<number, 'before' | 'after'>;
  /** The process dies around a commit. */
  commitCrashes: Record<number, 'before' | 'after'>;
  /** A colleague edits the person, by the count of calls. */
  edits: Record<number, Partial<Account>>;
  /** `beside`: what is asked for with it, as one change. */
  wishes: (Asking & { putBack: boolean; beside?: readonly Asking[] })[];
  /** A colleague edits the person between a change and its put back, when all has settled. */
  between: Partial<Account> | null;
}

export interface Edit {
  key: string;
  at: number;
  facts: string[];
}

const people = ['newhire', 'bob', 'busy', 'jose.garcia'];

/** The one number that colleagues hand out, to whom they like. */
export const colleaguesNumber = '+14255550142';

export const colleaguesLocation = idOf('location Tokyo ');

/** Whom colleagues edit while a change runs. */
const edited = 'newhire@contoso.com';

class Crash extends Error {}

/** Plays a script to its end and says every rule that was broken. */
export async function play(script: Script): Promise<{ broken: string[]; states: string[] }> {
  const broken: string[] = [];
  const states: string[] = [];
  const edits: Edit[] = [];
  /** What the last read of each key showed while its part was open. */
  const lastReads = new Map<string, { at: number; facts: Facts }>();
  let calls = 0;
  let writes = 0;
  let commits = 0;
  const world: World = await openWorld(script.platform, { seed: script.seed, replicationMs: script.replicationMs, population: 60, wrap });
  const { simulator, clock, context, changes } = world;
  simulator.control({ do: 'replicate', ms: script.replicationMs, flicker: script.flicker });
  const commit = context.database.transaction.bind(context.database);
  let crashing = false;
  context.database.transaction = async (work) => {
    const planned = crashing ? script.commitCrashes[++commits] : undefined;
    if (planned === 'before') throw new Crash();
    const result = await commit(work);
    if (planned === 'after') throw new Crash();
    return result;
  };
  const resource = context.resourceOf('person-voice');
  const resourceOf = context.resourceOf;
  context.resourceOf = (kind) => ({
    ...resourceOf(kind),
    read: async (tenant, key, also) => {
      const at = clock.now().getTime();
      const state = await resource.read(tenant, key, also);
      // What settles claims afterwards is no longer what «done» was decided by.
      const parts = context.database.db.selectFrom('parts').select('id').where('key', '=', key);
      const open = crashing && (await parts.where('state', '=', 'open').executeTakeFirst());
      if (open && state) lastReads.set(key, { at, facts: state.facts });
      return state;
    },
  });

  try {
    for (const [place, { operation, input, putBack, beside = [] }] of script.wishes.entries()) {
      const user = input.user ?? '';
      const together = { who: voiceAdmin, wishes: [{ operation, input }, ...beside], proposedBy: `several|${place}` };
      const proposal = await (beside.length > 0 ? changes.proposeSeveral(together) : world.propose(operation, input));
      if (proposal.kind !== 'proposed') continue;
      const first = await run(proposal.change);
      if (!putBack) continue;
      if (script.between) {
        await rest();
        clock.advance(script.replicationMs + 1);
        simulator.control({ do: 'edit', user, fields: script.between });
        clock.advance(script.replicationMs + 1);
      }
      const colleagues = script.between ? trueFacts(script.platform, simulator.account(user)) : null;
      const back = await changes.putBack({ who: voiceAdmin, of: first.id, proposedBy: `back|${first.id}` });
      if (back.kind === 'proposed') await run(back.change);
      if (colleagues) leftAlone(first, user, colleagues, factsOf(script.platform, script.between ?? {}));
    }
    await rest();
    for (const claim of await world.database.db.selectFrom('claims').selectAll().where('state', '=', 'held').execute())
      broken.push(`claim ${claim.value} held for ever`);
    return { broken, states };
  } finally {
    await world.close();
  }

  async function run(draft: Change): Promise<Change> {
    await changes.confirm(voiceAdmin, draft.id, draft.version);
    crashing = true;
    await rest(async () => (await changes.get(voiceAdmin, draft.id)).endedAt !== null);
    crashing = false;
    const ended = await changes.get(voiceAdmin, draft.id);
    states.push(ended.state);
    check(ended);
    const anew = (await changes.list(voiceAdmin, { limit: 20 })).filter(
      ({ replaces, state }) => replaces?.id === ended.id && state === 'draft',
    );
    for (const { id } of anew) await changes.withdraw(voiceAdmin, id);
    return ended;
  }

  /** A crash is the end of a process: nothing is released, the next one finds the rows. */
  async function rest(until?: () => Promise<boolean>): Promise<void> {
    for (let deaths = 0; deaths < 60; deaths++) {
      try {
        await (until ? world.work(until) : world.rest());
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
    broken.push('never ends');
  }

  function check(change: Change): void {
    if (!change.endedAt) broken.push(`#${change.id} has not ended`);
    if (change.state === 'superseded' && edits.length === 0) broken.push(`#${change.id} drifted though nobody changed anything`);
    for (const part of change.parts) {
      if (part.state === 'done') isTrue(change, part);
      onlyAfterFailure(part.journal);
      oncePerAttempt(part.journal.map(({ stepHash, attempt }) => `${stepHash}|${attempt}`));
      if (part.note?.key === 'note.askedAnew' && edits.length === 0)
        broken.push(`a part of #${change.id} drifted though nobody changed anything`);
      const missed = part.needs.filter((place) => change.parts[place]?.state !== 'done');
      if (part.state === 'not-started' && missed.length === 0) broken.push(`#${change.id} was held up by what it does not need`);
      const begun = part.needs.filter((place) => part.journal.length > 0 && change.parts[place]?.state !== 'done');
      if (begun.length > 0) broken.push(`#${change.id} began a part before what it needs was done`);
    }
    const holders = people.flatMap((alias) => simulator.account(alias).number ?? []).filter((number) => number !== colleaguesNumber);
    if (new Set(holders).size !== holders.length) broken.push('a number has two holders');
  }

  function isTrue(change: Change, part: Part): void {
    const truth = trueFacts(script.platform, simulator.account(part.subject.upn ?? ''));
    const readAt = lastReads.get(part.key)?.at ?? 0;
    for (const [fact, goal] of Object.entries(part.goal)) {
      const edited = edits.some((edit) => edit.key === part.key && edit.facts.includes(fact) && edit.at + script.replicationMs >= readAt);
      if (!edited && !satisfies(truth[fact], goal)) broken.push(`#${change.id} done, but ${fact} is ${JSON.stringify(truth[fact])}`);
    }
  }

  /** What a colleague set after our change is theirs, unless it is the very value that we had set. */
  function leftAlone(first: Change, user: string, colleagues: Facts, edited: string[]): void {
    const now = trueFacts(script.platform, simulator.account(user));
    const journal = first.parts.filter(({ subject }) => subject.upn === user).flatMap((part) => part.journal);
    const sets = new Set(sentCmdlets(journal).flatMap((step) => Object.keys(step.sets)));
    for (const fact of edited.filter((name) => sets.has(name))) {
      const ours = mayHaveSet(journal, fact).some((goal) => satisfies(colleagues[fact], goal));
      const meddled = edits.some((edit) => edit.facts.includes(fact));
      if (!ours && !meddled && !sameFact(now[fact], colleagues[fact])) broken.push(`put back #${first.id} over a colleague's ${fact}`);
    }
  }

  function onlyAfterFailure(journal: JournalEntry[]): void {
    for (const entry of journal.filter(({ attempt }) => attempt > 1)) {
      const before = journal.find(({ stepHash, attempt }) => stepHash === entry.stepHash && attempt === entry.attempt - 1);
      if (before?.outcome !== 'failed' && before?.outcome !== 'not-run')
        broken.push(`sent again after ${before?.outcome ?? 'a lost outcome'}`);
    }
  }

  function oncePerAttempt(sent: string[]): void {
    if (new Set(sent).size !== sent.length) broken.push('sent twice in an attempt');
  }

  function wrap(tenant: Tenant): Tenant {
    return {
      settleMs: () => settleMs,
      async call(call) {
        calls++;
        const edit = script.edits[calls];
        if (edit && crashing) {
          simulator.control({ do: 'edit', user: edited, fields: edit });
          edits.push({ key: simulator.account(edited).id, at: clock.now().getTime(), facts: factsOf(script.platform, edit) });
        }
        clock.advance(20);
        const write = !call.cmdlet.startsWith('Get-');
        const crash = crashing ? script.crashes[calls] : undefined;
        if (write) {
          writes++;
          await neverOverASeenEdit(call);
          const fault = script.faults[writes];
          if (fault) simulator.control({ do: 'fault', kind: fault, cmdlet: call.cmdlet });
        }
        if (crash === 'before') throw new Crash();
        const answer = await tenant.call(call);
        if (crash === 'after') throw new Crash();
        return answer;
      },
    };
  }

  /** A write is wrong when the last read showed, for a fact it sets, a value that neither the review nor our own steps explain. */
  async function neverOverASeenEdit({ cmdlet, parameters }: Parameters<Tenant['call']>[0]): Promise<void> {
    const row = await world.database.db.selectFrom('changes').select('id').where('state', '=', 'running').executeTakeFirst();
    if (!row) return;
    const change = await changes.get(voiceAdmin, row.id);
    const isThis = ({ step, outcome }: JournalEntry) =>
      outcome === null && step.kind === 'cmdlet' && step.cmdlet === cmdlet && isDeepStrictEqual(step.parameters, parameters);
    const part = change.parts.find(({ state, journal }) => state === 'open' && journal.slice(-1).some(isThis));
    const entry = part?.journal.at(-1);
    if (!part || entry?.step.kind !== 'cmdlet') {
      broken.push(`${cmdlet} was sent without its intent`);
      return;
    }
    const sentBefore = part.journal.slice(0, -1);
    const earlier = await changes.list(voiceAdmin, { key: part.key, limit: 20 });
    for (const fact of Object.keys(entry.step.sets)) {
      const seen = lastReads.get(part.key)?.facts[fact];
      const ours: Goal[] = [
        ...mayHaveSet(sentBefore, fact),
        ...earlier.flatMap(({ parts }) => parts.filter(({ key }) => key === part.key).flatMap((one) => mayHaveSet(one.journal, fact))),
      ];
      const reviewed = JSON.stringify(seen) === JSON.stringify(part.before.facts[fact]);
      if (!reviewed && !ours.some((goal) => satisfies(seen, goal)))
        broken.push(`${cmdlet} was sent over ${fact} = ${JSON.stringify(seen)}`);
    }
  }
}

/** The truth, told by the simulator's own record and not by the code under test. */
function trueFacts(platform: Platform, account: Account): Facts {
  const direct = (policy: string | null) => ({ policy, source: policy === null ? ('global' as const) : ('direct' as const) });
  const licences = {
    licence: account.licences.find(({ sku, direct: own }) => own && sku !== 'ENTERPRISEPACK')?.sku ?? null,
    usageLocation: account.usageLocation,
  };
  const policies = Object.fromEntries(policyKinds.map(({ fact, type }) => [fact, direct(account.policies[type] ?? null)]));
  return platform === 'cloud-connector'
    ? {
        ...licences,
        ...policies,
        voice: account.voice,
        voicemail: account.voicemail,
        number: account.number,
        site: account.site,
        internationalSwitch: account.allowInternationalCalls,
        routing: direct(account.voiceRoutingPolicy),
      }
    : {
        voice: account.voice,
        number: account.number,
        location: account.locationId,
        routing: direct(account.onlineVoiceRoutingPolicy),
        voicemail: account.voicemailSettings.VoicemailEnabled !== false,
        ...licences,
        ...policies,
      };
}

function factsOf(platform: Platform, edit: Partial<Account>): string[] {
  const names: Record<string, string> = {
    voice: 'voice',
    voicemail: 'voicemail',
    number: 'number',
    site: 'site',
    locationId: 'location',
    allowInternationalCalls: 'internationalSwitch',
    [platform === 'cloud-connector' ? 'voiceRoutingPolicy' : 'onlineVoiceRoutingPolicy']: 'routing',
  };
  // The whole of them is replaced.
  const policies = 'policies' in edit ? policyKinds.map(({ fact }) => fact) : [];
  return [...Object.keys(edit).flatMap((name) => names[name] ?? []), ...policies];
}
