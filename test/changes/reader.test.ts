import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import type { Identity } from '../../src/auth/person';
import { noteReader, onOccasion } from '../../src/store/occasion';
import { createReading } from '../../src/tenant/reader';
import { committee } from './committee';
import { openWorld } from './world';

test('for the help desk the reader identity reads, audited; who approves runs it with their own', async () => {
  const people = committee();
  const policy = policyOf(approvalsSchema.parse({ default: { stages: [{ approvers: 1 }], runAs: 'approver' } }));
  const world = await openWorld('direct-routing', { policy, access: people.access });
  const tenant = world.context.tenantFor(await people.person('vera'));
  const calls: [string, string][] = [];
  const as = (who: string) => ({
    ...tenant,
    call: (call: Parameters<typeof tenant.call>[0]) => (calls.push([who, call.cmdlet]), tenant.call(call)),
  });
  world.context.tenantFor = ({ name }: Identity) => as(name);
  world.context.readingFor = createReading({ own: world.context.tenantFor, reader: as('reader'), noted: noteReader });

  const hana = await people.person('hana');
  const draft = await onOccasion({ channel: 'msteams', conversation: 'c', activity: 'a' }, () =>
    world.proposed('disable-voice', { user: 'busy@contoso.com' }, hana),
  );
  expect(new Set(calls.map(([who]) => who))).toEqual(new Set(['reader']));
  await world.changes.confirm(hana, draft.id, draft.version);
  const vote = { who: await people.person('ann'), id: draft.id, kind: 'approve', comment: null } as const;
  await onOccasion({ channel: 'msteams', conversation: 'd', activity: 'b' }, () => world.changes.vote(vote));
  calls.length = 0;
  await world.work(async () => (await world.changes.load(draft.id)).endedAt !== null);
  expect((await world.changes.load(draft.id)).state).toBe('done');
  expect(new Set(calls.map(([who]) => who))).toEqual(new Set(['ann']));

  const rows = await world.database.db.selectFrom('audit').select(['kind', 'body']).where('change_id', '=', draft.id).execute();
  const told = rows.filter(({ body }) => body?.includes('"readWith":"reader identity"')).map(({ kind }) => kind);
  expect(told).toEqual(['change.proposed']);
  await world.close();
});
