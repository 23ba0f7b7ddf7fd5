import { historyCard } from '../../src/cards/views/history';
import { createRetention, type RetentionTimes } from '../../src/evidence/retention';
import { appendAudit } from '../../src/store/audit';
import { auditHandOf } from '../../src/store/audit-hand';
import { markHandled, receive } from '../../src/store/inbox';
import { verifyAudit } from '../../src/store/verify-audit';
import { helpdesk, openWorld, voiceAdmin, type World } from '../changes/world';
import { onEachDatabase } from '../store/on-each-database';

const day = 86_400_000;
const wish = { user: 'newhire@contoso.com', number: '+14255550140', site: 'Seattle' };
const personal = /newhire|\+?14255550140|Riley/i;
const kept: RetentionTimes = { changesMs: null, draftsMs: null, readLogMs: null, uploadsMs: null };

async function run(world: World, times: Partial<RetentionTimes>): Promise<void> {
  const { database, clock } = world;
  await createRetention({ database, clock, times: { ...kept, ...times }, fault: fail }).run();
}

function fail(error: unknown): void {
  throw error;
}

async function dump({ database: { db } }: World): Promise<string> {
  const tables = [
    'changes',
    'parts',
    'journal',
    'audit',
    'inbox',
    'sent_cards',
    'reports',
    'conversation_state',
    'votes',
    'remarks',
  ] as const;
  const rows = [];
  for (const table of tables) rows.push(await db.selectFrom(table).selectAll().execute());
  return JSON.stringify(rows);
}

onEachDatabase((test) => {
  test('what was personal of a change is gone after its time; that it was, and that the chain is whole, stays', async ({ url }) => {
    const world = await openWorld('cloud-connector', { url });
    const { database, clock } = world;
    const keys = auditHandOf(database.db)?.keys;
    if (!keys) throw new Error('unsigned');
    try {
      const done = await world.run(await world.proposed('enable-voice', wish, helpdesk));
      await world.rest();
      const said = { change_id: done.id, person: JSON.stringify({ name: wish.user }), at: clock.now().toISOString() };
      await database.db
        .insertInto('votes')
        .values({ ...said, stage: 0, voter: wish.user, kind: 'approve', comment: null, counts: 1 })
        .execute();
      await database.db
        .insertInto('remarks')
        .values({ ...said, kind: 'question', text: wish.user })
        .execute();
      clock.advance(10 * day);
      const open = await world.proposed('assign-site', { user: wish.user, site: 'Paris' }, helpdesk);
      await world.changes.confirm(voiceAdmin, open.id);
      expect(await dump(world)).toMatch(personal);

      await run(world, { changesMs: 11 * day });
      expect(await verifyAudit(database.db, { keys })).toMatchObject({ ok: true, erased: 0 });
      await run(world, { changesMs: 9 * day });
      expect(await verifyAudit(database.db, { keys })).toMatchObject({ ok: true, unsigned: 0 });
      const left = await world.changes.get(voiceAdmin, done.id);
      expect(left).toMatchObject({ state: 'done', request: { operation: 'enable-voice', input: {} }, endedAt: done.endedAt });
      const card = historyCard({
        changes: [left],
        reader: { person: voiceAdmin, language: 'en', now: clock.now(), whoMay: () => ({ key: 'refusal.nobody' }) },
        lines: () => [],
      });
      expect(card.text).toContain(`${done.id}`);

      // What still runs has its record whole, and is carried out.
      await world.work(async () => (await world.changes.get(voiceAdmin, open.id)).endedAt !== null);
      expect(await world.changes.get(voiceAdmin, open.id)).toMatchObject({ state: 'done' });
      await world.rest();
      clock.advance(20 * day);
      await run(world, { changesMs: day, draftsMs: day, readLogMs: day, uploadsMs: day });
      expect(await dump(world)).not.toMatch(personal);
      const verdict = await verifyAudit(database.db, { keys });
      expect(verdict).toMatchObject({ ok: true });

      // Without the entry that tells of it, nobody could say that these were not emptied by hand.
      await database.db.updateTable('audit').set({ kind: 'x' }).where('kind', '=', 'retention.erased').execute();
      expect(await verifyAudit(database.db)).toMatchObject({ ok: false, problem: 'altered' });
    } finally {
      await world.close();
    }
  });

  test('what a message says goes at its time; its id is remembered for longer than a token lives', async ({ url }) => {
    const world = await openWorld('cloud-connector', { url });
    const { database, clock } = world;
    const message = { conversation: 'c', activityId: '1', activity: { text: wish.user } };
    const again = () => receive(database.db, { ...message, at: clock.now() });
    try {
      await again();
      await markHandled(database.db, message, clock.now());
      clock.advance(day / 2);
      await run(world, { uploadsMs: day / 24 });
      expect(await dump(world)).not.toContain(wish.user);
      clock.advance(day);
      await run(world, { uploadsMs: day / 24 });
      expect(await again()).toBe('seen');
      clock.advance(day);
      await run(world, { uploadsMs: day / 24 });
      expect(await database.db.selectFrom('inbox').selectAll().execute()).toEqual([]);
      const told = await database.db.selectFrom('audit').select('body').where('kind', '=', 'retention.erased').execute();
      expect(told.map(({ body }) => JSON.parse(String(body)) as unknown)).toMatchObject([{ what: 'uploads', messages: 1 }]);
    } finally {
      await world.close();
    }
  });

  test('drafts, the read log and messages have times of their own', async ({ url }) => {
    const world = await openWorld('cloud-connector', { url });
    const { database, clock } = world;
    try {
      const draft = await world.proposed('enable-voice', wish, helpdesk);
      await world.changes.withdraw(helpdesk, draft.id);
      const read = { kind: 'read', changeId: null, actor: voiceAdmin, body: { command: 'status', said: { user: wish.user } } };
      await database.transaction((trx) => appendAudit(trx, clock, read));
      await receive(database.db, { conversation: 'c', activityId: '1', activity: { text: wish.user }, at: clock.now() });
      await database.db.updateTable('inbox').set({ handled_at: clock.now().toISOString() }).execute();
      clock.advance(2 * day);
      const erased = async () =>
        (await database.db.selectFrom('audit').select('kind').where('body', 'is', null).execute()).map(({ kind }) => kind);
      await run(world, { readLogMs: day });
      expect(await erased()).toEqual(['read']);
      await run(world, { draftsMs: day });
      expect((await erased()).sort()).toEqual(['change.proposed', 'change.withdrawn', 'read']);
      expect(await database.db.selectFrom('inbox').selectAll().execute()).toHaveLength(1);
      await run(world, { uploadsMs: day });
      const told = await database.db.selectFrom('audit').select('body').where('kind', '=', 'retention.erased').orderBy('seq').execute();
      expect(told.map(({ body }) => JSON.parse(String(body)) as unknown)).toMatchObject([
        { what: 'readLog', entries: [[3, 3]] },
        { what: 'drafts', changes: [draft.id], entries: [[1, 2]] },
        { what: 'uploads', messages: 1 },
      ]);
      await run(world, { draftsMs: day, readLogMs: day, uploadsMs: day });
      expect(await database.db.selectFrom('audit').select('seq').where('kind', '=', 'retention.erased').execute()).toHaveLength(3);
    } finally {
      await world.close();
    }
  });
});
