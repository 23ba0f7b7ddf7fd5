import { requirementOf, type WeighedPart } from '../../src/approvals/policy';
import { approvalsSchema, policyOf } from '../../src/approvals/policy-schema';

const policy = (block: object) => policyOf(approvalsSchema.parse(block));

const part = (over: Partial<WeighedPart> = {}): WeighedPart => ({
  resource: 'person-voice',
  key: 'id-of-bob',
  upn: 'bob@contoso.com',
  before: { voice: 'off', callsAbroad: 'blocked', site: 'Paris', number: 'none' },
  after: { voice: 'on', callsAbroad: 'blocked', site: 'Paris', number: '+33142685301' },
  risk: 'low',
  isRequester: false,
  ...over,
});
const opening = part({ after: { voice: 'on', callsAbroad: 'open', site: 'Paris', number: 'none' }, risk: 'high' });

const sample = {
  default: { stages: [{ approvers: 1 }] },
  rules: [
    {
      name: 'abroad',
      when: { fact: 'callsAbroad', to: 'open' },
      stages: [{ approvers: 1 }, { managers: 2, security: 1 }],
      reason: 'required',
    },
    { name: 'off', when: { fact: 'voice', from: 'on', to: ['off'] }, stages: [{ managers: 1 }] },
    { name: 'tenant', when: { resource: ['tenant-hybrid', 'pstn-site'] } },
    { name: 'many', when: { countFrom: 50 }, stages: [{ managers: 1 }] },
    { name: 'Tokyo', when: { site: 'Tokyo' }, stages: [{ 'tokyo-leads': 1 }] },
    { name: 'usual', when: { risk: 'low' }, stages: [] },
  ],
  protected: { people: ['boss@contoso.com', 'id-of-ceo'], numbers: [{ from: '+33142685390', to: '+33142685399' }] },
};

test.each([
  ['an ordinary change needs nobody', [part()], 1, ['usual'], []],
  ['a fact that changes decides, in the stages of its rule', [opening], 1, ['abroad'], [{ approvers: 1 }, { managers: 2, security: 1 }]],
  ['a fact that stays is no change', [part({ ...opening, before: opening.after, risk: 'low' })], 1, ['usual'], []],
  ['the value it had counts too', [part({ before: { voice: 'on' }, after: { voice: 'off' } })], 1, ['off'], [{ managers: 1 }]],
  ['a rule without stages takes the default ones', [part({ resource: 'pstn-site', risk: 'high' })], 1, ['tenant'], [{ approvers: 1 }]],
  ['many are another matter than one', [part()], 50, ['many'], [{ managers: 1 }]],
  ['a site that is left', [part({ before: { site: 'Tokyo' }, after: { site: 'Paris' } })], 1, ['Tokyo'], [{ 'tokyo-leads': 1 }]],
  [
    'the first rule that fits decides about a part',
    [part({ ...opening, before: { voice: 'on', site: 'Tokyo' } })],
    99,
    ['abroad'],
    [{ approvers: 1 }, { managers: 2, security: 1 }],
  ],
  [
    'what parts need adds up',
    [opening, part({ before: { voice: 'on' }, after: { voice: 'off' } })],
    2,
    ['abroad', 'off'],
    [{ approvers: 1 }, { managers: 2, security: 1 }, { managers: 1 }],
  ],
  ['a risk that no rule knows', [part({ resource: 'mediation-server', risk: 'high' })], 1, [], [{ approvers: 1 }]],
  ['a protected person', [part({ upn: 'Boss@contoso.com' })], 1, ['usual'], [{ approvers: 1 }]],
  ['a protected person by object id', [part({ key: 'id-of-ceo', upn: null })], 1, ['usual'], [{ approvers: 1 }]],
  ['a protected number that is given', [part({ after: { number: '+33142685395;ext=12' } })], 1, ['usual'], [{ approvers: 1 }]],
  [
    'a protected number that is taken away',
    [part({ before: { number: '+33142685390' }, after: { number: 'none' } })],
    1,
    ['usual'],
    [{ approvers: 1 }],
  ],
  ['a number beside a protected one', [part({ after: { number: '+33142685389' } })], 1, ['usual'], []],
  ['a change of oneself', [part({ isRequester: true })], 1, ['usual'], [{ approvers: 1 }]],
  [
    'a change of oneself that a rule has somebody decide already',
    [{ ...opening, isRequester: true }],
    1,
    ['abroad'],
    [{ approvers: 1 }, { managers: 2, security: 1 }],
  ],
] as const)('%s', (_what, parts, count, rules, stages) => {
  expect(requirementOf(policy(sample), parts, count)).toMatchObject({ rules, stages });
});

test('without a word about approvals nobody may approve: a risk cannot run, the usual can', () => {
  expect(requirementOf(policy({}), [opening], 1).stages).toEqual([{}]);
  expect(requirementOf(policy({}), [part()], 1)).toMatchObject({ stages: [], otherwise: [{}] });
});

test('the strictest of several rules decides about reason, life and credentials', () => {
  const rules = [
    { name: 'a', when: { fact: 'callsAbroad' }, stages: [{ x: 1 }], expireAfterHours: 4 },
    { name: 'b', when: { fact: 'voice' }, stages: [{ y: 1 }], reason: 'required', runAs: 'approver' },
  ];
  const off = part({ before: { voice: 'on' }, after: { voice: 'off' } });
  expect(requirementOf(policy({ rules }), [opening, off], 2)).toMatchObject({ reason: true, runAs: 'approver', lifeMs: 4 * 3_600_000 });
});

test('nobody stands in for the stage of another rule, and a rule’s own time is its own', () => {
  const rules = [
    { name: 'a', when: { fact: 'callsAbroad' }, stages: [{ leads: 1 }], expireAfterHours: 168, escalate: { to: 'seniors', at: 0.5 } },
  ];
  const block = { default: { stages: [{ board: 2 }] }, rules, protected: { people: ['bob@contoso.com'] } };
  expect(requirementOf(policy(block), [opening], 1)).toMatchObject({
    stages: [{ leads: 1 }, { board: 2 }],
    escalate: null,
    lifeMs: 72 * 3_600_000,
  });
  expect(requirementOf(policy({ ...block, protected: {} }), [opening], 1)).toMatchObject({
    escalate: { group: 'seniors' },
    lifeMs: 168 * 3_600_000,
  });
});

test('a reason may be wanted of what needs nobody else', () => {
  expect(requirementOf(policy({ rules: [{ name: 'a', when: {}, stages: [], reason: 'required' }] }), [part()], 1)).toMatchObject({
    stages: [],
    reason: true,
  });
});

test.each([
  ['a stage of nobody', { default: { stages: [{}] } }],
  ['nought people', { default: { stages: [{ a: 0 }] } }],
  ['a word that is none', { default: { stage: [{ a: 1 }] } }],
  ['a rule without a name', { rules: [{ when: {} }] }],
  ['a reminder after the end', { default: { remindAt: [1.5] } }],
])('%s is refused', (_what, block) => {
  expect(approvalsSchema.safeParse(block).success).toBe(false);
});
