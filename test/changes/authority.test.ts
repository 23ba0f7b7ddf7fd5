import { sql } from 'kysely';
import type { Change } from '../../src/changes/change';
import { lockChange } from '../../src/changes/save';
import { whatAuthorises } from '../../src/changes/authority';
import { say } from '../../src/i18n/say';
import { isWrite } from '../../src/tenant/contract';
import type { Tenant } from '../../src/tenant/tenant';
import { verifyAudit } from '../../src/store/verify-audit';
import { onEachDatabase } from '../store/on-each-database';
import { recorded } from '../../src/auth/person';
import { helpdesk, openWorld, voiceAdmin, type World } from './world';

/** What somebody does to the rows of a change that has been confirmed and not begun. */
const byHand: { deed: string; statements: string[]; altered: string }[] = [
  { deed: 'another goal', statements: [`update parts set goal = replace(goal, '0140', '0199')`], altered: 'altered.goal' },
  { deed: 'another step', statements: [`update parts set plan = replace(plan, '0140', '0199')`], altered: 'altered.plan' },
  {
    deed: 'goal and plan',
    statements: [`update parts set goal = replace(goal, '0140', '0199'), plan = replace(plan, '0140', '0199')`],
    altered: 'altered.goal',
  },
  { deed: 'another person', statements: [`update parts set "key" = 'somebody-else'`], altered: 'altered.key' },
  {
    deed: 'another value before',
    statements: [`update parts set "before" = replace("before", 'false', 'true')`],
    altered: 'altered.before',
  },
  {
    deed: 'a lower risk',
    statements: [`update parts set risk = case when risk = 'low' then 'high' else 'low' end`],
    altered: 'altered.risk',
  },
  { deed: 'explained away', statements: [`update parts set explained = '{"number":["tel:+14255550199"]}'`], altered: 'altered.explained' },
  { deed: 'a part away', statements: [`delete from claims`, `delete from parts`], altered: 'altered.parts' },
  {
    deed: 'another requester',
    statements: [`update changes set requester = replace(requester, '${helpdesk.objectId}', '${voiceAdmin.objectId}')`],
    altered: 'altered.requester',
  },
  { deed: 'another request', statements: [`update changes set request = replace(request, '0140', '0199')`], altered: 'altered.request' },
  {
    deed: 'another id of who confirmed',
    statements: [`update changes set confirmed_by = replace(confirmed_by, '"objectId":"${voiceAdmin.objectId}"', '"objectId":"boss"')`],
    altered: 'altered.confirmed-by',
  },
  { deed: 'a state', statements: [`update changes set state = 'waiting'`], altered: 'altered.state' },
  { deed: 'a version', statements: [`update changes set version = version + 1`], altered: 'altered.versions' },
  { deed: 'a stop', statements: [`update changes set stop_asked = 1`], altered: 'altered.asked' },
  { deed: 'going on', statements: [`update changes set resumed_at = '2027-01-01T00:00:00.000Z'`], altered: 'altered.asked' },
  { deed: 'a part done', statements: [`update parts set state = 'done'`], altered: 'altered.part' },
  {
    deed: 'the body of an entry',
    statements: [`update audit set body = replace(body, '0140', '0199') where kind = 'change.proposed'`],
    altered: 'altered.entry-altered',
  },
  {
    deed: 'a signature',
    statements: [`update audit set signature = 'AAAA' where kind = 'change.confirmed'`],
    altered: 'altered.entry-bad-signature',
  },
  {
    deed: 'no signature',
    statements: [`update audit set signature = null where kind = 'change.confirmed'`],
    altered: 'altered.entry-unsigned',
  },
  {
    deed: 'an erased entry',
    statements: [`update audit set body = null, salt = null, actor = null where kind = 'change.confirmed'`],
    altered: 'altered.entry-erased',
  },
  { deed: 'no confirmation', statements: [`delete from audit where kind = 'change.confirmed'`], altered: 'altered.versions' },
  { deed: 'no proposal', statements: [`delete from audit where kind = 'change.proposed'`], altered: 'altered.no-proposal' },
  { deed: 'rows that cannot be read', statements: [`update parts set goal = '{'`], altered: 'altered.unreadable' },
];

const wish = { user: 'newhire@contoso.com', number: '+14255550140', site: 'Seattle' };

onEachDatabase((test) => {
  test('a change that somebody alters in the database does not run, and what was altered is named', async ({ url }) => {
    const writes: string[] = [];
    const world = await openWorld('cloud-connector', { url, wrap: counting(writes) });
    try {
      for (const { deed, statements, altered } of byHand) {
        const change = await world.proposed('enable-voice', wish, helpdesk);
        await world.changes.confirm(voiceAdmin, change.id);
        for (const statement of statements) await sql.raw(only(statement, change.id)).execute(world.database.db);
        await world.work(async () => (await stateOf(world, change.id)).endedAt !== null);
        const { state, note } = await stateOf(world, change.id);
        const what = world.altered.at(-1);
        expect({ deed, state, altered: what?.what.key, of: what?.id }).toEqual({ deed, state: 'failed', altered, of: change.id });
        if (note) expect(say('en', note)).toMatch(/^Stopped: .*signed record says\. .+ Nothing more is sent\./);
        expect(await entriesOf(world, change.id)).toContain('evidence.altered');
        await world.database.db.updateTable('parts').set({ holds: null }).execute();
        await world.database.db.deleteFrom('claims').execute();
      }
      expect(writes).toEqual([]);
      expect(world.altered).toHaveLength(byHand.length);
    } finally {
      await world.close();
    }
  });

  test('a draft, a withdrawn and an ended change that are set to queued by hand do not run', async ({ url }) => {
    const writes: string[] = [];
    const world = await openWorld('cloud-connector', { url, wrap: counting(writes) });
    try {
      const queued = (id: number) =>
        world.database.db
          .updateTable('changes')
          .set({ state: 'queued', due_at: '2026-01-01T00:00:00.000Z', ended_at: null, confirmed_by: JSON.stringify(recorded(voiceAdmin)) })
          .where('id', '=', id)
          .execute();
      const draft = await world.proposed('enable-voice', wish, helpdesk);
      await queued(draft.id);
      await world.rest();
      expect(world.altered.at(-1)).toMatchObject({ id: draft.id, what: { key: 'altered.state' } });
      const withdrawn = await world.proposed('enable-voice', wish, helpdesk);
      await world.changes.withdraw(helpdesk, withdrawn.id);
      await world.database.db.updateTable('parts').set({ state: 'open' }).where('change_id', '=', withdrawn.id).execute();
      await queued(withdrawn.id);
      await world.rest();
      expect(world.altered.at(-1)).toMatchObject({ id: withdrawn.id, what: { key: 'altered.state' } });
      expect(writes).toEqual([]);

      const done = await world.run(await world.proposed('enable-voice', wish, helpdesk));
      const before = writes.length;
      await world.database.db.updateTable('parts').set({ state: 'open' }).where('change_id', '=', done.id).execute();
      await queued(done.id);
      await world.rest();
      expect(writes).toHaveLength(before);
      expect((await stateOf(world, done.id)).state).toBe('unknown');
    } finally {
      await world.close();
    }
  });

  for (const [statement, altered] of [
    [`update parts set plan = replace(plan, 'Seattle', 'Paris')`, 'altered.plan'],
    [`delete from journal`, 'altered.journal'],
  ] as const)
    test(`altered in the middle of its run, it sends nothing more and its end is unknown: ${altered}`, async ({ url }) => {
      const writes: string[] = [];
      const world: World = await openWorld('cloud-connector', {
        url,
        wrap: (tenant) => ({
          ...tenant,
          call: async (call) => {
            const answer = await counting(writes)(tenant).call(call);
            if (isWrite(call.cmdlet)) await sql.raw(statement).execute(world.database.db);
            return answer;
          },
        }),
      });
      try {
        const { id } = await world.proposed('enable-voice', wish, helpdesk);
        await world.changes.confirm(voiceAdmin, id);
        await world.work(async () => (await stateOf(world, id)).endedAt !== null);
        expect(world.altered).toMatchObject([{ id, what: { key: altered } }]);
        expect((await stateOf(world, id)).state).toBe('unknown');
        expect(writes).toHaveLength(1);
        expect(await verifyAudit(world.database.db)).toMatchObject({ ok: true });
      } finally {
        await world.close();
      }
    });

  test('tells who proposed and who confirmed, with the hash that votes name', async ({ url }) => {
    const world = await openWorld('direct-routing', { url });
    try {
      const { id } = await world.proposed('enable-voice', wish, helpdesk);
      await world.changes.confirm(voiceAdmin, id);
      const authority = await world.database.transaction(async (trx) => {
        const change = await lockChange(trx, id);
        if (!change) throw new Error('gone');
        return whatAuthorises(trx, world.model.tenantId, change);
      });
      expect(authority).toMatchObject({ told: { confirmed: { by: { objectId: voiceAdmin.objectId } }, state: 'queued' } });
      if ('told' in authority) expect(authority.told.confirmed?.digest).toBe(authority.told.proposed.digest);
    } finally {
      await world.close();
    }
  });
});

function counting(writes: string[]): (tenant: Tenant) => Tenant {
  return (tenant) => ({
    ...tenant,
    call: (call) => {
      if (isWrite(call.cmdlet)) writes.push(call.cmdlet);
      return tenant.call(call);
    },
  });
}

/** The statement for the rows of one change alone. */
function only(statement: string, id: number): string {
  const [, table = ''] = /^(?:update|delete from) (\w+)/.exec(statement) ?? [];
  const rows: Record<string, string> = {
    changes: `id = ${id}`,
    parts: `change_id = ${id}`,
    audit: `change_id = ${id}`,
    claims: `part_id in (select id from parts where change_id = ${id})`,
  };
  return `${statement} ${statement.includes(' where ') ? 'and' : 'where'} ${rows[table] ?? '1 = 1'}`;
}

/** From the row alone: some rows can no longer be read as a change. */
async function stateOf(
  { database }: World,
  id: number,
): Promise<{ state: string; endedAt: string | null; note: Change['parts'][0]['note'] }> {
  const row = await database.db.selectFrom('changes').select(['state', 'ended_at']).where('id', '=', id).executeTakeFirstOrThrow();
  const part = await database.db.selectFrom('parts').select('note').where('change_id', '=', id).executeTakeFirst();
  return { state: row.state, endedAt: row.ended_at, note: part?.note ? (JSON.parse(part.note) as Change['parts'][0]['note']) : null };
}

async function entriesOf({ database }: World, id: number): Promise<string[]> {
  return (await database.db.selectFrom('audit').select('kind').where('change_id', '=', id).execute()).map(({ kind }) => kind);
}
