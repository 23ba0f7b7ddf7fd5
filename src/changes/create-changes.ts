import { createHash } from 'node:crypto';
import { approvingGroups, rulesOf } from '../approvals/policy';
import { actingOn, may, recorded, sameAccount, type About, type Person, type Right } from '../auth/person';
import { placeOfNumber } from '../resources/place';
import { sentence, UserError } from '../sentence';
import { appendAudit } from '../store/audit';
import { actOn, demand, demandSight } from './act';
import { aboutChange, boundsOf, visible } from './bounds';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import { confirm } from './confirm';
import type { ChangesContext } from './context';
import { findChanges } from './find-changes';
import { freeNumbers, listFree } from './free-numbers';
import { goOnSignedIn } from './go-on-signed-in';
import { lookUpNumber } from './number-use';
import { propose } from './proposals';
import { release, reserve } from './reserve-number';
import { lockChange, neverStarted, saveMove } from './save';
import type { Wish } from './save-proposal';
import { explain, pending } from './pending';
import { noteReached, noteUnreached } from './reached';
import type { Changes, Proposal } from './service';
import { isUnderway, transition, waitsForPerson } from './transition';
import { remark, vote } from './vote';

/** The one door for conversations: rights and versions are checked here, in the transaction that acts. */
export function createChanges(context: ChangesContext): Changes {
  const { database, clock, model } = context;

  return {
    propose: ({ operation, input, ...wish }) => ask({ ...wish, request: { kind: 'operation', operation, input } }),
    proposeSeveral: ({ wishes, ...wish }) =>
      ask({ ...wish, request: { kind: 'several', wishes: wishes.map((one) => ({ ...one, parts: [], leftOut: null })) } }),
    putBack: async ({ who, of, proposedBy }) => {
      await get(who, of);
      return seenBy(who, await propose(context, { who, request: { kind: 'put-back', of }, proposedBy }));
    },
    confirm: (who, id, version, reason = null) => confirm(context, { who, id, version, reason }),
    vote: (ballot) => vote(context, ballot),
    remark: (words) => remark(context, words),
    isApprover: ({ groups }) => approvingGroups(context.policy()).some((group) => groups.includes(group)),
    rulesFor: ({ groups }) => rulesOf(context.policy(), groups),
    approvers: () =>
      Promise.all(
        [...new Set(approvingGroups(context.policy()))].map(async (group) => ({
          role: group,
          people: (await context.people.membersOf(group)).map(({ name }) => name),
        })),
      ),
    pending: (who) => pending(context, who),
    unreached: (id, who) => noteUnreached(context, id, who),
    reached: async (who) => (may(who, 'read') ? noteReached(context, who) : undefined),
    explain: (who, operation, input) => explain(context, who, operation, input),
    withdraw: (who, id, version) =>
      actOn(
        context,
        { what: 'withdraw', who, id, version },
        (change, { here }) => {
          if (!isMine(change, here)) return sentence('refusal.notYours', { change: id, name: change.requester.name });
          return transition(change.state, 'withdraw') === null ? sentence('refusal.notOpen', { change: id }) : null;
        },
        async (trx, change) => {
          await neverStarted(trx, id);
          const told = { kind: 'change.withdrawn', actor: who, body: {} };
          await saveMove(trx, clock, change, ['withdraw'], told, { called_off_by: JSON.stringify(recorded(who)), due_at: null });
        },
      ),
    stop: (who, id) =>
      actOn(
        context,
        { what: 'stop', who, id },
        (change, { lacks }) => {
          const lacking = lacks('confirm');
          if (lacking) return lacking;
          return isUnderway(change.state) ? null : sentence('refusal.notUnderway', { change: id });
        },
        (trx, change) =>
          saveMove(
            trx,
            clock,
            change,
            [],
            { kind: 'change.stop-asked', actor: who, body: {} },
            { stop_asked: 1, called_off_by: JSON.stringify(recorded(who)), due_at: clock.now().toISOString() },
          ),
      ),
    resume: (who, id, version) =>
      actOn(
        context,
        { what: 'resume', who, id, version },
        (change, { lacks }) => {
          const lacking = lacks('confirm');
          if (lacking) return lacking;
          return waitsForPerson(change.state) ? null : sentence('refusal.notWaitingForYou', { change: id });
        },
        (trx, change) => {
          const now = clock.now().toISOString();
          const told = { kind: 'change.resumed', actor: who, body: { resumedAt: now } };
          return saveMove(trx, clock, change, ['resume'], told, { resumed_at: now, due_at: now });
        },
      ),
    signedIn: (trx, who) => goOnSignedIn(trx, context, who),
    script: async (who, id, write) => {
      demand(context, who, 'script');
      return database.transaction(async (trx) => {
        const change = await lockChange(trx, id);
        if (!change) throw new UserError('refusal.noSuchChange', { change: id });
        demand(context, who, 'script', await aboutChange(context, trx, change));
        const script = write(change);
        const body = { version: change.version, sha256: createHash('sha256').update(script.file).digest('hex') };
        await appendAudit(trx, clock, { kind: 'change.scripted', changeId: id, actor: who, body });
        return { change, script };
      });
    },
    get,
    load,
    waiting: async (who, conversation) => {
      demand(context, who, 'read');
      const query = database.db.selectFrom('changes').select(['id', 'proposed_by']).where('state', '=', 'draft').orderBy('id', 'desc');
      const here = (await query.execute()).filter(({ proposed_by }) => proposed_by.startsWith(`${conversation}|`));
      const drafts = await loadChanges(
        database.db,
        here.map(({ id }) => id),
      );
      const seen = await visible(context, who, drafts);
      const mine = await Promise.all(seen.map(async (change) => isMine(change, await acting(who, change))));
      return seen.filter((_, place) => mine[place]);
    },
    list: async (who, filter) => {
      demandSight(context, who);
      const found: Change[] = [];
      for (let { before } = filter; ;) {
        const page = await findChanges(database.db, { ...filter, ...(before !== undefined && { before }) });
        found.push(...(await visible(context, who, await loadChanges(database.db, page))));
        if (page.length < filter.limit || found.length >= filter.limit) return found.slice(0, filter.limit);
        before = page.at(-1);
      }
    },
    about: (change) => aboutChange(context, database.db, change),
    maySee: async (who, change) => (await visible(context, who, [change])).length > 0,
    bounds: (who, tenant, right, operation) => boundsOf(context, tenant, who, right, operation),
    freeNumbers: (who, site, count) => freeNumbers(context, context.readingFor(who), who, site, count, isTheirs(who, 'propose')),
    siteOf: (who, key) => context.siteOf(context.readingFor(who), key),
    listFree: async (who, site, count) => {
      demand(context, who, 'read', { places: [{ sites: [site.name], number: null }] });
      return listFree(context, context.readingFor(who), site, count, { who, isTheirs: isTheirs(who, 'read') });
    },
    lookUpNumber: async (who, wanted) => {
      demand(context, who, 'read');
      const uses = await lookUpNumber(context, who, wanted);
      const seen = uses.filter(({ number }) => isTheirs(who, 'read')(number));
      const [hidden] = uses;
      // One may be told that a number is not theirs to see; not whose it is.
      if (seen.length === 0 && hidden) demand(context, who, 'read', at(hidden.number));
      return seen;
    },
    reserve: async (who, number, until) => {
      demand(context, who, 'propose', at(number));
      return reserve(context, who, number, until);
    },
    release: async (who, number) => {
      demand(context, who, 'propose', at(number));
      return release(context, who, number);
    },
  };

  async function ask({
    who,
    request,
    proposedBy,
    replaces,
  }: Omit<Wish, 'replaces'> & { replaces?: number | undefined }): Promise<Proposal> {
    if (replaces === undefined) return seenBy(who, await propose(context, { who, request, proposedBy }));
    const old = await get(who, replaces);
    if (!isMine(old, await acting(who, old)))
      return { kind: 'refused', reason: sentence('refusal.notYours', { change: old.id, name: old.requester.name }) };
    const replaced = old.state === 'draft' && { replaces: { id: old.id, moved: [] } };
    return seenBy(who, await propose(context, { who, request, proposedBy, ...replaced }));
  }

  function at(number: string): About {
    return { places: [placeOfNumber(model.sites, number)] };
  }

  function isTheirs(who: Person, right: Right): (number: string) => boolean {
    return (number) => may(actingOn(who, at(number)), right);
  }

  /** An open change that is in the way may be one that is not theirs to see. */
  async function seenBy(who: Person, proposal: Proposal): Promise<Proposal> {
    if (proposal.kind !== 'already-open' || (await visible(context, who, [proposal.change])).length > 0) return proposal;
    return { kind: 'refused', reason: sentence('refusal.openOutside', { change: proposal.change.id }) };
  }

  async function acting(who: Person, change: Change): Promise<Person> {
    return actingOn(who, await aboutChange(context, database.db, change));
  }

  async function get(who: Person, id: number): Promise<Change> {
    demandSight(context, who);
    const change = await load(id);
    demandSight(context, who, await aboutChange(context, database.db, change));
    return change;
  }

  async function load(id: number): Promise<Change> {
    const [change] = await loadChanges(database.db, [id]);
    if (!change) throw new UserError('refusal.noSuchChange', { change: id });
    return change;
  }
}

function isMine(change: Change, who: Person): boolean {
  return sameAccount(change.requester, who) || may(who, 'confirm');
}
