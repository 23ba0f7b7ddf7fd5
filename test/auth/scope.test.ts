import fc from 'fast-check';
import { actingOn, may, type Person } from '../../src/auth/person';
import { covers, type Place, type Scope } from '../../src/auth/scope';

const paris: Scope = { sites: ['Paris'], numbers: null, departments: null };
const number = '+33142685300';
const at = (over: Partial<Place>): Place => ({ sites: [], number: null, department: null, ...over });

test.each<[string, Scope | null, Place | null, boolean]>([
  ['the whole tenant, for who has no scope', null, null, true],
  ['the whole tenant, for who has one', paris, null, false],
  ['somebody with neither site nor number', paris, at({}), true],
  ['somebody at the site', paris, at({ sites: ['Paris'], number }), true],
  ['somebody at another', paris, at({ sites: ['Seattle'] }), false],
  ['a number of another site at this one', paris, at({ sites: ['Paris', 'Seattle'], number }), false],
  ['a number of no site, without one', paris, at({ number: '+4930123456' }), false],
  ['a number of no site, at this one', paris, at({ sites: ['Paris'], number: '+4930123456' }), true],
  ['a number in the range', { ...paris, sites: null, numbers: [{ from: '+33142685300', to: '+33142685310' }] }, at({ number }), true],
  [
    'the same with an extension',
    { ...paris, sites: null, numbers: [{ from: number, to: number }] },
    at({ number: `${number};ext=12` }),
    true,
  ],
  [
    'a longer number that only begins so',
    { ...paris, sites: null, numbers: [{ from: number, to: number }] },
    at({ number: `${number}0` }),
    false,
  ],
  ['a department, however written', { sites: null, numbers: null, departments: ['Sales'] }, at({ department: 'SALES' }), true],
  ['no department', { sites: null, numbers: null, departments: ['Sales'] }, at({}), false],
  ['a number alone, which has none', { sites: null, numbers: null, departments: ['Sales'] }, { sites: ['Paris'], number }, true],
  ['one bound of two', { sites: ['Paris'], numbers: null, departments: ['Sales'] }, at({ sites: ['Paris'], department: 'IT' }), false],
])('covers: %s', (_what, scope, place, covered) => {
  expect(covers(scope, place)).toBe(covered);
});

const someSites = fc.subarray(['Seattle', 'Paris', 'Tokyo']);
const somePlace: fc.Arbitrary<Place | null> = fc.option(
  fc.record({
    sites: someSites,
    number: fc.option(fc.constantFrom('+14255550100', number, '+4930123456')),
    department: fc.option(fc.constantFrom('Sales', 'IT')),
  }),
);
const someScope: fc.Arbitrary<Scope> = fc.record({
  sites: fc.option(someSites.filter((sites) => sites.length > 0)),
  numbers: fc.option(fc.constant([{ from: '+33142685300', to: '+33142685399' }])),
  departments: fc.option(fc.subarray(['Sales', 'IT'], { minLength: 1 })),
});
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 25) * 20 };

test('a bound more never covers more, a bound less never covers less', () => {
  fc.assert(
    fc.property(someScope, somePlace, fc.constantFrom('sites', 'numbers', 'departments'), (scope, place, bound) => {
      expect(covers(null, place)).toBe(true);
      if (covers(scope, place)) expect(place === null || covers({ ...scope, [bound]: null }, place)).toBe(true);
    }),
    runs,
  );
});

test('a site more in the scope never covers less, a site more in the place never makes it fit', () => {
  fc.assert(
    fc.property(someScope, somePlace, fc.constantFrom('Seattle', 'Paris', 'Tokyo'), (scope, place, site) => {
      if (place === null || place.sites.length === 0) return;
      const wider = { ...scope, sites: scope.sites && [...scope.sites, site] };
      if (covers(scope, place)) expect(covers(wider, place)).toBe(true);
      else expect(covers(scope, { ...place, sites: [...place.sites, site] })).toBe(false);
    }),
    runs,
  );
});

test('roles add up, and never by halves: one role gives the right over all that is touched, or none does', () => {
  fc.assert(
    fc.property(fc.array(someScope, { maxLength: 3 }), fc.array(somePlace, { maxLength: 3 }), (scopes, places) => {
      const roles = scopes.map((scope, index) => ({ name: `r${index}`, may: ['propose' as const], operations: null, scope }));
      const person: Person = { tenantId: 't', objectId: 'o', name: 'n', groups: [], roles };
      const expected = scopes.some((scope) => places.every((place) => covers(scope, place)));
      expect(may(actingOn(person, { places }), 'propose')).toBe(expected);
    }),
    runs,
  );
});

test('a role for some operations reads whatever is in its scope, and changes by these alone', () => {
  const role = { name: 'r', may: ['read' as const, 'propose' as const], operations: ['enable-voice'], scope: null };
  const person: Person = { tenantId: 't', objectId: 'o', name: 'n', groups: [], roles: [role] };
  expect(may(actingOn(person, { operation: 'enable-voice' }), 'propose')).toBe(true);
  expect(may(actingOn(person, { operation: 'disable-voice' }), 'propose')).toBe(false);
  expect(may(actingOn(person, { operation: 'disable-voice' }), 'read')).toBe(true);
});
