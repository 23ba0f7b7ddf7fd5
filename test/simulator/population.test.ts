import { createPopulation } from '../../src/simulator/population';

const people = createPopulation(1, 300);
const numbers = people.flatMap(({ number }) => number ?? []);

test('the same seed gives the same people, another one others', () => {
  expect(createPopulation(1, 300)).toEqual(people);
  expect(createPopulation(2, 300)).not.toEqual(people);
});

test('ids, UPNs and numbers are unique', () => {
  expect(people).toHaveLength(300);
  expect(new Set(people.map(({ id }) => id)).size).toBe(300);
  expect(new Set(people.map(({ upn }) => upn.toLowerCase())).size).toBe(300);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('thousands of people have voice, each with a number of their own', () => {
  const held = createPopulation(1, 10_000).flatMap(({ number }) => number ?? []);
  expect(held.length).toBeGreaterThan(3_000);
  expect(new Set(held).size).toBe(held.length);
});

test('each site has used and free numbers; Seattle 0140 to 0149 are free', () => {
  for (const start of ['+142555501', '+331426853', '+813451052']) {
    const used = numbers.filter((number) => number.startsWith(start)).length;
    expect(used).toBeGreaterThan(30);
    expect(used).toBeLessThan(90);
  }
  expect(numbers.filter((number) => number.startsWith('+1425555014'))).toEqual([]);
});

test.each<[string, (person: (typeof people)[number]) => boolean]>([
  ['a guest', ({ accountType }) => accountType === 'Guest'],
  ['somebody soft-deleted who holds a number', ({ softDeletedAt, number }) => softDeletedAt !== null && number !== null],
  ['a resource account with a number', ({ accountType, number }) => accountType === 'ResourceAccount' && number !== null],
  ['a shared device', ({ interpretedUserType }) => interpretedUserType.includes('Device')],
  ['a disabled account', ({ enabled }) => !enabled],
  ['somebody homed on-premises', ({ accountType }) => accountType === 'SfBOnPremUser'],
  ['a Calling Plan', ({ numberType }) => numberType === 'CallingPlan'],
  ['somebody who is not TeamsOnly', ({ teamsMode }) => teamsMode === 'Islands'],
  ['a policy from a group', ({ groups, onlineVoiceRoutingPolicy }) => groups.length > 0 && onlineVoiceRoutingPolicy === null],
  ['a policy outside the sites', ({ onlineVoiceRoutingPolicy }) => onlineVoiceRoutingPolicy === 'Legacy-Executives'],
  ['a licence that is deleted', ({ plans }) => plans.some(({ capability, status }) => capability === 'MCOEV' && status === 'Deleted')],
  [
    'a licence that is pending',
    ({ plans }) => plans.some(({ capability, status }) => capability === 'MCOEV' && status === 'PendingProvisioning'),
  ],
  ['calls abroad off', ({ allowInternationalCalls }) => !allowInternationalCalls],
  ['accents', ({ displayName }) => /[éÆŁëï]/.test(displayName)],
  ['a hostile name', ({ displayName }) => displayName.includes('\u202e')],
  ['an extension', ({ number }) => number?.includes(';ext=') ?? false],
])('there is %s', (_what, is) => expect(people.some(is)).toBe(true));

test('namesakes share a name', () => {
  expect(people.filter(({ displayName }) => displayName === 'John Smith').length).toBeGreaterThan(1);
});
