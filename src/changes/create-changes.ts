import { createHash } from 'node:crypto';
import { may, sameAccount, type Person } from '../auth/person';
import { rightRefusal } from '../auth/right-refusal';
import { sentence, UserError } from '../sentence';
import { appendAudit } from '../store/audit';
import { actOn, demand } from './act';
import type { Change } from './change';
import { loadChanges } from './change-rows';
import { confirm } from './confirm';
import type { ChangesContext } from './context';
import { findChanges } from './find-changes';
import { freeNumbers, listFree } from './free-numbers';
import { lookUpNumber } from './number-use';
import { propose } from './proposals';
import { release, reserve } from './reserve-number';
import { lockChange, saveMove } from './save';
import { explain, pending } from './pending';
import type { Changes } from './service';
import { isUnderway, transition, waitsForPerson } from './transition';
import { remark, vote } from './vote';

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
    confirm: (who, id, version, reason = null) => confirm(context, { who, id, version, reason }),
    vote: (ballot) => vote(context, ballot),
    remark: (words) => remark(context, words),
    pending: (who) => pending(context, who),
    explain: (who, operation, input) => explain(context, who, operation, input),
    withdraw: (who, id, version) =>
      actOn(
        context,
        { what: 'withdraw', who, id, version },
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
      actOn(
        context,
        { what: 'stop', who, id },
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
      actOn(
        context,
        { what: 'resume', who, id, version },
        (change) => {
          if (!may(who, 'confirm')) return rightRefusal(people, 'confirm');
          return waitsForPerson(change.state) ? null : sentence('refusal.notWaitingForYou', { change: id });
        },
        (trx, change) => {
          const now = clock.now().toISOString();
          const told = { kind: 'change.resumed', actor: who, body: { resumedAt: now } };
          return saveMove(trx, clock, change, ['resume'], told, { resumed_at: now, due_at: now });
        },
      ),
    script: async (who, id, write) => {
      demand(context, who, 'script');
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
    waiting: async (who, conversation) => {
      demand(context, who, 'read');
      const query = database.db.selectFrom('changes').select(['id', 'proposed_by']).where('state', '=', 'draft').orderBy('id', 'desc');
      const here = (await query.execute()).filter(({ proposed_by }) => proposed_by.startsWith(`${conversation}|`));
      const drafts = await loadChanges(
        database.db,
        here.map(({ id }) => id),
      );
      return drafts.filter((change) => isMine(change, who));
    },
    list: async (who, filter) => {
      demand(context, who, 'read');
      return loadChanges(database.db, await findChanges(database.db, filter));
    },
    freeNumbers: (who, site, count) => freeNumbers(context, who, site, count),
    siteOf: (who, key) => context.siteOf(context.tenantFor(who), key),
    listFree: async (who, site, count) => {
      demand(context, who, 'read');
      return listFree(context, who, site, count);
    },
    lookUpNumber: async (who, wanted) => {
      demand(context, who, 'read');
      return lookUpNumber(context, who, wanted);
    },
    reserve: async (who, number, until) => {
      demand(context, who, 'propose');
      return reserve(context, who, number, until);
    },
    release: async (who, number) => {
      demand(context, who, 'propose');
      return release(context, who, number);
    },
  };

  async function get(who: Person, id: number): Promise<Change> {
    demand(context, who, 'read');
    return load(id);
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
