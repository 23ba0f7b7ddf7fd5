import fc from 'fast-check';
import type { Platform } from '../../src/resources/tenant-model';
import { colleaguesLocation, colleaguesNumber, play, type Script } from './disturbed-world';

/** `PROPERTY_RUNS=1200 npm test -- test/changes/properties` looks harder; a run costs 60 to 400 ms. */
const runs = Number(process.env.PROPERTY_RUNS ?? 25);

const sparse = <T>(values: fc.Arbitrary<T>, upTo: number) =>
  fc.dictionary(fc.integer({ min: 1, max: upTo }).map(String), values, { maxKeys: 4 });

const alone = fc.oneof(
  fc.record({
    operation: fc.constant('enable-voice'),
    input: fc.record({
      user: fc.constant('newhire@contoso.com'),
      site: fc.constantFrom('Seattle', 'no site'),
      number: fc.constantFrom('+14255550140', '+14255550141'),
    }),
    putBack: fc.boolean(),
  }),
  fc.record({
    operation: fc.constant('assign-site'),
    input: fc.record({
      user: fc.constantFrom('newhire@contoso.com', 'busy@contoso.com'),
      site: fc.constantFrom('Seattle', 'Paris', 'Tokyo'),
    }),
    putBack: fc.boolean(),
  }),
  fc.record({
    operation: fc.constantFrom('allow-international', 'block-international'),
    input: fc.record({ user: fc.constantFrom('newhire@contoso.com', 'busy@contoso.com', 'jose.garcia@contoso.com') }),
    putBack: fc.boolean(),
  }),
  fc.record({
    operation: fc.constantFrom('disable-voice', 'remove-site', 'turn-voicemail-on', 'turn-voicemail-off'),
    input: fc.record({ user: fc.constantFrom('newhire@contoso.com', 'busy@contoso.com', 'jose.garcia@contoso.com') }),
    putBack: fc.boolean(),
  }),
  fc.record({
    operation: fc.constantFrom('give-licence', 'take-licence', 'disable-voice'),
    input: fc.record({ user: fc.constantFrom('unlicensed@contoso.com', 'newhire@contoso.com'), licence: fc.constant('take the licence') }),
    putBack: fc.boolean(),
  }),
  fc.record({
    operation: fc.constantFrom('change-number', 'move'),
    input: fc.record({
      user: fc.constantFrom('newhire@contoso.com', 'busy@contoso.com'),
      site: fc.constantFrom('Seattle', 'Paris'),
      number: fc.constantFrom('+14255550140', '+14255550141', '+33142685377'),
    }),
    putBack: fc.boolean(),
  }),
  fc.record({
    operation: fc.constant('grant-policy'),
    input: fc.record({
      user: fc.constantFrom('newhire@contoso.com', 'busy@contoso.com'),
      kind: fc.constantFrom('dialPlan', 'dialOut', 'emergencyRouting'),
      policy: fc.constantFrom('Seattle', 'Paris', 'DialoutCPCandPSTNDomestic', 'Paris-Emergency', 'none'),
    }),
    putBack: fc.boolean(),
  }),
  // Refused on cloud-connector, which has no locations.
  fc.record({
    operation: fc.constant('set-location'),
    input: fc.record({
      user: fc.constantFrom('newhire@contoso.com', 'busy@contoso.com'),
      location: fc.constantFrom('Seattle Floor 3', 'Paris'),
    }),
    putBack: fc.boolean(),
  }),
  fc.record({
    operation: fc.constant('give-number'),
    input: fc.constantFrom(
      { user: 'busy@contoso.com', receiver: 'newhire@contoso.com' },
      { user: 'newhire@contoso.com', receiver: 'busy@contoso.com' },
    ),
    putBack: fc.boolean(),
  }),
);

/** Now and then with others, as one change; who is named twice is left out the second time. */
const wish = fc.oneof(
  { weight: 2, arbitrary: alone },
  {
    weight: 1,
    arbitrary: fc
      .tuple(alone, fc.array(alone, { minLength: 1, maxLength: 4 }))
      .map(([first, others]) => ({ ...first, beside: others.map(({ operation, input }) => ({ operation, input })) })),
  },
);

const edit = (platform: Platform) =>
  fc.oneof(
    fc.record({ voice: fc.boolean() }),
    fc.record({ number: fc.constantFrom(null, colleaguesNumber) }),
    fc.record({ policies: fc.constantFrom<Record<string, string>>({}, { TenantDialPlan: 'Tokyo' }) }),
    ...(platform === 'direct-routing' ? [fc.record({ locationId: fc.constantFrom(null, colleaguesLocation) })] : []),
    platform === 'cloud-connector'
      ? fc.oneof(
          fc.record({ site: fc.constantFrom(null, 'Paris', 'Tokyo') }),
          fc.record({ voiceRoutingPolicy: fc.constantFrom(null, 'InternationalCallsAllowed') }),
        )
      : fc.record({ onlineVoiceRoutingPolicy: fc.constantFrom(null, 'Tokyo-International', 'Paris-National') }),
  );

/** Kinds of trouble, alone and together: what holds for each must hold for all. */
const troubles = {
  'stale and flickering reads': {},
  'lost answers and errors after acting': { faults: true },
  'crashes at any point': { crashes: true },
  'colleagues who edit': { edits: true },
  'everything at once': { faults: true, crashes: true, edits: true },
};

function script(platform: Platform, trouble: { faults?: boolean; crashes?: boolean; edits?: boolean }): fc.Arbitrary<Script> {
  const none = fc.constant({});
  return fc.record({
    platform: fc.constant(platform),
    replicationMs: fc.constantFrom(0, 100, 500, 900),
    flicker: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1_000 }),
    faults: trouble.faults
      ? sparse(fc.constantFrom('lose' as const, 'fail-after' as const, 'fail' as const, 'throttle' as const), 6)
      : none,
    crashes: trouble.crashes ? sparse(fc.constantFrom('before' as const, 'after' as const), 60) : none,
    commitCrashes: trouble.crashes ? sparse(fc.constantFrom('before' as const, 'after' as const), 30) : none,
    edits: trouble.edits ? sparse(edit(platform), 60) : none,
    between: trouble.edits ? fc.option(edit(platform)) : fc.constant(null),
    wishes: fc.array(wish, { minLength: 1, maxLength: 3 }),
  });
}

describe.each(['cloud-connector', 'direct-routing'] as const)('what a change promises on %s', (platform) => {
  it.each(Object.entries(troubles))(
    'holds under %s',
    async (_name, trouble) => {
      await fc.assert(
        fc.asyncProperty(script(platform, trouble), async (played) => {
          expect((await play(played)).broken).toEqual([]);
        }),
        { numRuns: runs },
      );
    },
    600_000,
  );
});
