import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { may, recorded, sameAccount, type Person, type Right } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import { sentence, UserError, type Sentence } from '../sentence';
import { appendAudit } from '../store/audit';
import type { Schema } from '../store/schema';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import type { ChangesContext } from './context';
import { freeNumbers, listFree } from './free-numbers';
import { lookUpNumber } from './number-use';
import { propose } from './proposals';
import { release, reserve } from './reserve-number';
import { lockChange, saveMove } from './save';
import type { Changes, Decision } from './service';
import { isUnderway, transition, waitsForPerson } from './transition';

/** The one door for conversations: rights and versions are checked here, in the transaction that acts. */
export function createChanges(context: ChangesContext): Changes {
  const { database, clock, people } = context;

  return {
    propose: async ({ who, operation, input, proposedBy, replaces }) => {
      const request = { kind: 'operation' as const, operation, input };
      if (replaces === undefined) return propose(context, { who, request, proposedBy });
      const old = await get(who, replaces);
      if (!isMine(old, who)) return { kind: 'refused', reason: sentence('refusal.notYours', { change: old.id, name: old.requester.name }) };
      return propose(context, { who, request, proposedBy, ...(old.state === 'draft' && { replaces: { id: old.id, moved: [] } }) });
    },
    putBack: ({ who, of, proposedBy }) => propose(context, { who, request: { kind: 'put-back', of }, proposedBy }),
    confirm: (who, id, version) =>
      decideOn(
        who,
        id,
        version,
        (change) => {
          if (!may(who, 'confirm')) return rightRefusal(people, 'confirm');
          return transition(change.state, 'confirm') === null ? sentence('refusal.notOpen', { change: id }) : null;
        },
        (trx, change) =>
          saveMove(
            trx,
            clock,
            change,
            ['confirm'],
            { kind: 'change.confirmed', actor: who, body: {} },
            { confirmed_by: JSON.stringify(recorded(who)), due_at: clock.now().toISOString() },
          ),
      ),
    withdraw: (who, id, version) =>
      decideOn(
        who,
        id,
        version,
        (change) => {
          if (!isMine(change, who)) return sentence('refusal.notYours', { change: id, name: change.requester.name });
          return transition(change.state, 'withdraw') === null ? sentence('refusal.notOpen', { change: id }) : null;
        },
        async (trx, change) => {
          await trx.updateTable('parts').set({ state: 'not-started' }).where('change_id', '=', id).execute();
          await saveMove(trx, clock, change, ['withdraw'], { kind: 'change.withdrawn', actor: who, body: {} }, { due_at: null });
        },
      ),
    stop: (who, id) =>
      decideOn(
        who,
        id,
        undefined,
        (change) => {
          if (!may(who, 'confirm')) return rightRefusal(people, 'confirm');
          return isUnderway(change.state) ? null : sentence('refusal.notUnderway', { change: id });
        },
        (trx, change) =>
          saveMove(
            trx,
            clock,
            change,
            [],
            { kind: 'change.stop-asked', actor: who, body: {} },
            { stop_asked: 1, due_at: clock.now().toISOString() },
          ),
      ),
    resume: (who, id, version) =>
      decideOn(
        who,
        id,
        version,
        (change) => {
          if (!may(who, 'confirm')) return rightRefusal(people, 'confirm');
          return waitsForPerson(change.state) ? null : sentence('refusal.notWaitingForYou', { change: id });
        },
        (trx, change) => {
          const now = clock.now().toISOString();
          const told = { kind: 'change.resumed', actor: who, body: {} };
          return saveMove(trx, clock, change, ['resume'], told, { resumed_at: now, due_at: now });
        },
      ),
    script: async (who, id, write) => {
      demand(who, 'script');
      return database.transaction(async (trx) => {
        const change = await lockChange(trx, id);
        if (!change) throw new UserError('refusal.noSuchChange', { change: id });
        const script = write(change);
        const body = { version: change.version, sha256: createHash('sha256').update(script.file).digest('hex') };
        await appendAudit(trx, clock, { kind: 'change.scripted', changeId: id, actor: who, body });
        return { change, script };
      });
    },
    get,
    load,
    list: async (who, { key, limit, before }) => {
      demand(who, 'read');
      let query = database.db.selectFrom('changes').select('changes.id').orderBy('changes.id', 'desc').limit(limit);
      if (before !== undefined) query = query.where('changes.id', '<', before);
      if (key !== undefined)
        query = query.where('changes.id', 'in', database.db.selectFrom('parts').select('change_id').where('parts.key', '=', key));
      return loadChanges(
        database.db,
        (await query.execute()).map(({ id }) => id),
      );
    },
    freeNumbers: (who, site, count) => freeNumbers(context, who, site, count),
    siteOf: (who, key) => context.siteOf(context.tenantFor(who), key),
    listFree: async (who, site, count) => {
      demand(who, 'read');
      return listFree(context, who, site, count);
    },
    lookUpNumber: async (who, wanted) => {
      demand(who, 'read');
      return lookUpNumber(context, who, wanted);
    },
    reserve: async (who, number, until) => {
      demand(who, 'propose');
      return reserve(context, who, number, until);
    },
    release: async (who, number) => {
      demand(who, 'propose');
      return release(context, who, number);
    },
  };

  function demand(who: Person, right: Right): void {
    if (may(who, right)) return;
    const { key, values } = rightRefusal(people, right);
    throw new UserError(key, values);
  }

  async function get(who: Person, id: number): Promise<Change> {
    demand(who, 'read');
    return load(id);
  }

  async function load(id: number): Promise<Change> {
    const [change] = await loadChanges(database.db, [id]);
    if (!change) throw new UserError('refusal.noSuchChange', { change: id });
    return change;
  }

  /** A stale click acts on nothing: what the person saw is no longer what would happen. */
  async function decideOn(
    who: Person,
    id: number,
    version: number | undefined,
    refusalOf: (change: Change) => Sentence | null,
    act: (trx: Transaction<Schema>, change: Change) => Promise<void>,
  ): Promise<Decision> {
    demand(who, 'read');
    const refused = await database.transaction(async (trx) => {
      const change = await lockChange(trx, id);
      if (!change) throw new UserError('refusal.noSuchChange', { change: id });
      const refusal =
        refusalOf(change) ?? (version !== undefined && version !== change.version ? sentence('refusal.staleCard', { change: id }) : null);
      if (!refusal) await act(trx, change);
      return refusal;
    });
    if (!refused) context.moved();
    return { change: await get(who, id), refused };
  }
}

function isMine(change: Change, who: Person): boolean {
  return sameAccount(change.requester, who) || may(who, 'confirm');
}
