import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';
import { persona } from '../sample-model';
import { startTalking, type Talking } from './talking';

const approver = persona('approver');

let talking: Talking;
beforeEach(async () => {
  talking = await startTalking('direct-routing');
  await talking.says('allow international calls for busy@contoso.com');
});
afterEach(() => talking.world.close());

const state = async (): Promise<string> => (await talking.world.changes.get(approver, 1)).state;

test.each(['yes', 'confirm', 'confirm 1', 'confirm 1 because she travels', 'confirm 1 nina'])(
  '«%s» does not run what is risky; the card says what does',
  async (said) => {
    expect(await talking.says(said)).toMatch(/This is risky\.[^]*“confirm 1 busy”[^]*Confirm: type `confirm 1 busy`/);
    expect(await state()).toBe('draft');
  },
);

test.each(['confirm 1 busy', 'Confirm change 1 Busy', 'confirmer 1 busy', 'confirm 1 busy because she travels'])(
  '«%s» runs it: whom it is about was typed',
  async (said) => {
    expect(await talking.says(said)).toContain('Queued');
  },
);

test('a click on the card that shows it needs no word', async () => {
  const { version } = await talking.world.changes.get(approver, 1);
  expect(await talking.clicks({ verb: 'confirm', change: 1, version })).toContain('Queued');
});

test('what is not risky is confirmed by «yes»', async () => {
  await talking.says('withdraw 1');
  await talking.says('block international calls for jose.garcia@contoso.com');
  expect(await talking.says('yes')).toContain('Queued');
});

describe('where an approver decides', () => {
  beforeEach(async () => {
    talking.world.context.policy = () => policyOf(approvalsSchema.parse({ default: { stages: [{ approvers: 1 }], runAs: 'requester' } }));
    await talking.says('withdraw 1');
    await talking.says('allow international calls for busy@contoso.com');
  });

  test('to ask them needs no word, since nothing runs; to say yes does', async () => {
    expect(await talking.says('confirm 2')).toContain('approval');
    talking.as(approver);
    expect(await talking.says('approve 2')).toMatch(/This is risky\.[^]*“approve 2 busy”/);
    expect(await talking.says('approve 2 busy because she travels')).toMatch(/Queued|Running/);
  });

  test('to say no does not', async () => {
    await talking.says('confirm 2');
    talking.as(approver);
    expect(await talking.says('deny 2 because it costs')).toContain('Denied');
  });
});
