import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { requirementOf, type WeighedPart } from '../../src/approvals/policy';
import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';

const page = readFileSync(path.join(__dirname, '../../docs/approvals.md'), 'utf8');
const examples = new Map(
  [...page.matchAll(/^### (.+)$[^`]*```yaml\n([^]*?)```/gm)].map(([, title = '', yaml = '']) => [
    title,
    policyOf(approvalsSchema.parse((parse(yaml) as { approvals: unknown }).approvals)),
  ]),
);

const ordinary: WeighedPart = {
  resource: 'person-voice',
  key: 'id',
  upn: 'bob@contoso.com',
  before: { voice: 'on', callsAbroad: 'blocked', site: 'Paris', number: '+14255550140' },
  after: { voice: 'on', callsAbroad: 'blocked', site: 'Seattle', number: '+14255550140' },
  risk: 'low',
  isRequester: false,
};
const opens: WeighedPart = { ...ordinary, after: { ...ordinary.before, callsAbroad: 'open' }, risk: 'high' };
const blocks: WeighedPart = { ...opens, before: opens.after, after: opens.before, risk: 'low' };
const tenant: WeighedPart = { ...ordinary, resource: 'tenant-hybrid', before: {}, after: {}, upn: null, risk: 'high' };
const toTokyo: WeighedPart = { ...ordinary, after: { ...ordinary.after, site: 'Tokyo' } };

test('the page has five examples', () => expect(examples.size).toBe(5));

test.each([
  ['One admin, one colleague', ordinary, 1, []],
  ['One admin, one colleague', opens, 1, [{ 'voice-admins': 1 }]],
  ['One admin, one colleague', tenant, 1, [{ 'voice-admins': 1 }]],
  ['A help desk that asks', ordinary, 1, []],
  ['A help desk that asks', opens, 1, [{ 'voice-admins': 1 }]],
  ['Calls abroad cost money', opens, 1, [{ 'team-leads': 1 }, { finance: 1 }]],
  ['Calls abroad cost money', blocks, 1, []],
  ['Calls abroad cost money', tenant, 1, [{ approvers: 1 }]],
  ['Large numbers and important people', ordinary, 20, []],
  ['Large numbers and important people', ordinary, 21, [{ approvers: 1 }]],
  ['Large numbers and important people', { ...ordinary, upn: 'ceo@contoso.com' }, 1, [{ approvers: 2 }]],
  ['Large numbers and important people', { ...ordinary, after: { ...ordinary.after, number: '+14255550195' } }, 1, [{ approvers: 2 }]],
  ['A site of its own', toTokyo, 1, [{ 'tokyo-leads': 1 }]],
  ['A site of its own', tenant, 1, [{ 'voice-admins': 1, security: 1 }]],
  ['A site of its own', opens, 1, [{}]],
  ['A site of its own', ordinary, 1, []],
] as const)('«%s» decides as it says (%#)', (title, part, count, stages) => {
  const policy = examples.get(title);
  if (!policy) throw new Error(`No example «${title}».`);
  expect(requirementOf(policy, [part], count).stages).toEqual(stages);
});

test('the help desk’s wish runs as its approver', () => {
  expect(requirementOf(examples.get('A help desk that asks')!, [ordinary], 1)).toMatchObject({
    runAs: 'approver',
    otherwise: [{ 'voice-admins': 1 }],
    lifeMs: 8 * 3_600_000,
  });
});
