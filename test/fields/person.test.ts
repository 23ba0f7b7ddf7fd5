import { foundBy, type DirectoryIndex } from '../../src/fields/directory';
import type { Resolution } from '../../src/fields/field';
import { person } from '../../src/fields/person';
import { simulatedContext } from './simulated-context';

const { context, calls } = simulatedContext('cloud-connector');
const { context: directRouting } = simulatedContext('direct-routing');

function summary(resolution: Resolution<unknown>): string {
  switch (resolution.kind) {
    case 'value':
      return resolution.text;
    case 'choices':
      return `pick: ${resolution.choices.map(({ text }) => text).join(' ')}`;
    case 'problem':
      return resolution.problem.key.replace('field.person.', 'problem: ');
  }
}

const martins = 'pick: marie.martin@contoso.com marie.martin2@contoso.com';

test.each([
  ['a UPN', 'newhire@contoso.com', 'newhire@contoso.com'],
  ['a UPN in another case', 'NewHire@Contoso.COM', 'newhire@contoso.com'],
  ['a SIP address', 'sip:newhire@contoso.com', 'newhire@contoso.com'],
  ['an alias', 'newhire', 'newhire@contoso.com'],
  ['a display name', 'Nina Newhire', 'newhire@contoso.com'],
  ['a name in the other order', 'newhire nina', 'newhire@contoso.com'],
  ['beginnings of words', 'nin new', 'newhire@contoso.com'],
  ['a name without its accents', 'zoe muller', 'zoe.mueller@contoso.com'],
  ['a name with other accents', 'zoé', 'zoe.mueller@contoso.com'],
  ['a decomposed accent', 'Jose\u0301 Garci\u0301a', 'jose.garcia@contoso.com'],
  ['invisible characters', 'Ni\u200bna New\u200dhire', 'newhire@contoso.com'],
  ['namesakes', 'Marie Martin', martins],
  ['a first name of two', 'marie', martins],
  ['a guest', 'greta guest', 'greta_fabrikam.com#EXT#@contoso.com'],
  ['a pattern that fits several', '* Martin', martins],
  ['a pattern that fits one', 'newhi*', 'pick: newhire@contoso.com'],
  ['one letter', 'A', 'problem: too-short'],
  ['nobody', 'Quirinus Nobody', 'problem: unknown'],
  ['an unknown UPN', 'nobody@contoso.com', 'problem: unknown'],
  ['an unknown id', '00000000-0000-4000-8000-000000000000', 'problem: unknown'],
  ['a Cyrillic а', '\u0430lice@contoso.com', 'problem: look-alike'],
  ['a mixed name', 'Nin\u0430 Newhire', 'problem: look-alike'],
  ['a NUL', 'newhire\u0000@contoso.com', 'problem: control'],
  ['a line break', 'Nina\r\nNewhire', 'problem: control'],
  ['too much', 'A'.repeat(300), 'problem: too-long'],
  ['a quote that would end the filter', "x' -or UserPrincipalName -like '*", 'problem: unknown'],
  ['OData', "%' or 1 eq 1", 'problem: unknown'],
  ['a subexpression', '$(New-Item ./pwned)', 'problem: unknown'],
])('%s', async (_what, text, expected) => {
  expect(summary(await person.resolve(text, context))).toBe(expected);
  expect(summary(await person.resolve(text, directRouting))).toBe(expected);
});

test('«everybody» is ten to choose from, and says that there are more', async () => {
  const everybody = await person.resolve('*', context);
  expect(everybody.kind === 'choices' && everybody.choices).toHaveLength(10);
  expect(everybody.kind === 'choices' && everybody.total).toBeGreaterThan(10);
});

test('an object id is that person', async () => {
  const first = await person.resolve('newhire@contoso.com', context);
  expect(first.kind === 'value' && summary(await person.resolve(first.value.id, context))).toBe('newhire@contoso.com');
});

test('choices carry what tells namesakes apart', async () => {
  const found = await person.resolve('Marie Martin', context);
  expect(found.kind === 'choices' && found.choices.map(({ detail }) => detail)).toEqual([
    'marie.martin@contoso.com · Finance',
    'marie.martin2@contoso.com · Legal · +33 1 42 68 53 01 · Paris',
  ]);
});

test('accounts that cannot have voice are marked', async () => {
  const found = await person.resolve('greta*', context);
  expect(found.kind === 'choices' && found.choices[0]?.marks).toEqual([{ key: 'account.guest' }]);
});

test('a wrong UPN offers people with a similar one', async () => {
  const found = await person.resolve('bob@contoso.example', context);
  expect(found.kind === 'problem' && found.choices?.map(({ text }) => text)).toEqual(['bob@contoso.com']);
});

test('of a crowd, ten are shown and said to be not all', async () => {
  const { context: crowded } = simulatedContext('cloud-connector', {}, 3_000);
  const found = await person.resolve('ma', crowded);
  expect(found.kind === 'choices' && [found.choices.length, found.total > 10]).toEqual([10, true]);
});

test('the directory is never listed without a filter, and every answer is capped', () => {
  const reads = calls.filter(({ parameters }) => !('Identity' in parameters));
  expect(reads.length).toBeGreaterThan(10);
  for (const { parameters } of reads.filter(({ cmdlet }) => cmdlet === 'Get-CsOnlineUser'))
    expect(parameters).toEqual({ Filter: expect.stringMatching(/[^'*? (-]/), ResultSize: 50 });
  for (const { parameters } of reads.filter(({ cmdlet }) => cmdlet !== 'Get-CsOnlineUser'))
    expect(parameters.MaxResults === 50 ? parameters.SearchString : (parameters.UserPrincipalName ?? parameters.ObjectId)).toMatch(/../);
});

test.each(['cloud-connector', 'direct-routing'] as const)(
  'whom telephony does not know is found in Entra ID and marked, on %s',
  async (platform) => {
    const { context: empty, calls: asked } = simulatedContext(platform, {}, 0);
    const dan = await person.resolve('dan@contoso.com', empty);
    expect(summary(dan)).toBe('dan@contoso.com');
    for (const text of ['Dan Dole', 'dan', 'dan d', dan.kind === 'value' ? dan.value.id : ''])
      expect(summary(await person.resolve(text, empty))).toBe('dan@contoso.com');
    const few = await person.resolve('dan*', empty);
    expect(summary(few)).toBe('problem: unknown');
    asked.length = 0;
    await person.resolve('alice@contoso.com', empty);
    await person.resolve('Alice', empty);
    expect(asked.filter(({ cmdlet }) => cmdlet !== 'Get-CsOnlineUser')).toEqual([]);
  },
);

describe('with the stored index', () => {
  const asOf = new Date('2026-11-24T07:48:00Z');
  const entry = (upn: string, name: string, lineUri: string | null = null) => ({
    id: upn,
    upn,
    name,
    sip: null,
    department: null,
    lineUri,
    marks: [],
  });
  const stored = [
    entry('marie.martin@contoso.com', 'Marie Martin'),
    entry('marie.old@contoso.com', 'Marie Martin'),
    entry('gone.person@contoso.com', 'Gone Person'),
    entry('a@contoso.com', 'A One', 'tel:+14255550120'),
    entry('b@contoso.com', 'B Two', 'tel:+14255550121'),
  ];
  const index: DirectoryIndex = {
    search: async (wanted) => ({
      people: stored.filter((one) => wanted.every((word) => foundBy(one).some((known) => known.startsWith(word)))),
      more: false,
      asOf,
    }),
  };
  const resolve = (text: string, own: DirectoryIndex = index) => person.resolve(text, { ...context, index: own });

  test('a list to pick from comes from there, with its age, and the tenant is not asked', async () => {
    calls.length = 0;
    expect(await resolve('Marie Martin')).toMatchObject({
      kind: 'choices',
      asOf,
      choices: [{ text: 'marie.martin@contoso.com' }, { text: 'marie.old@contoso.com' }],
    });
    expect(calls).toEqual([]);
  });

  test.each([
    ['whom it alone knows', 'gone person', 'problem: unknown'],
    ['whom it does not know', 'newhire', 'newhire@contoso.com'],
    ['whoever is named exactly', 'newhire@contoso.com', 'newhire@contoso.com'],
  ])('%s the tenant decides about', async (_what, text, means) => {
    const found = await resolve(text);
    expect(summary(found)).toBe(means);
    expect(found).not.toHaveProperty('asOf');
  });

  test('an index that is too old is not asked again', async () => {
    const found = await resolve('Marie Martin', { search: async () => null });
    expect(summary(found)).toBe(martins);
    expect(found).not.toHaveProperty('asOf');
  });

  test('who might be meant by an unknown address comes from there', async () => {
    expect(await resolve('marie.marti@contoso.com')).toMatchObject({ kind: 'problem', asOf, choices: [{ label: 'Marie Martin' }, {}] });
  });

  test('the beginning of a number gives those who have one like it', async () => {
    expect(summary(await resolve('+1 425 555 012'))).toBe('pick: a@contoso.com b@contoso.com');
  });
});

test('a number is its holder', async () => {
  expect(summary(await person.resolve('+1 425 555 0199', context))).toBe('busy@contoso.com');
  expect(summary(await person.resolve('+33 1 42 68 53 0', context))).toMatch(/^pick: .*marie.martin2@contoso.com/);
});
