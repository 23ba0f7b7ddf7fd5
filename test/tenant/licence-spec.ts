import type { Control } from '../../src/simulator/control';
import type { Platform } from '../../src/simulator/platform';
import type { Row, Value } from '../../src/tenant/tenant';
import type { Ask, Read } from './tenant-spec';

const e5 = 'c7df2760-2c81-4ef7-b578-5b5392b571df';
const phoneSystem = 'e43b5b99-8dfb-405f-9987-dc307f34bcbd';
const tokyoGroup = '5a0f4c1e-30f4-4c55-9f5e-6d0b2a7c9e11';
const uma = 'unlicensed@contoso.com';

/** Licences in the two dialects: MSOnline on cloud-connector alone, Graph on both. */
interface Dialect {
  change(upn: string, add: string[], remove: string[]): [string, Record<string, Value>];
  names: { e5: string; phoneSystem: string };
  location(upn: string, country: string): [string, Record<string, Value>];
  words: Record<'location' | 'seat' | 'unknown' | 'absent' | 'inherited', RegExp>;
}

const msol: Dialect = {
  change: (upn, add, remove) => [
    'Set-MsolUserLicense',
    { UserPrincipalName: upn, ...(add.length ? { AddLicenses: add } : {}), ...(remove.length ? { RemoveLicenses: remove } : {}) },
  ],
  names: { e5: 'contoso:ENTERPRISEPREMIUM', phoneSystem: 'contoso:MCOEV' },
  location: (upn, country) => ['Set-MsolUser', { UserPrincipalName: upn, UsageLocation: country }],
  words: {
    location: /required property: Parameter name: UsageLocation/,
    seat: /number of allowed licenses have been assigned/,
    unknown: /license because it is invalid/,
    absent: /does not have a corresponding license/,
    inherited: /inherited from a group/,
  },
};

const graph: Dialect = {
  change: (upn, add, remove) => [
    'Set-MgUserLicense',
    { UserId: upn, AddLicenses: add.map((SkuId) => ({ SkuId })), RemoveLicenses: remove },
  ],
  names: { e5, phoneSystem },
  location: (upn, country) => ['Update-MgUser', { UserId: upn, UsageLocation: country }],
  words: {
    location: /invalid usage location/,
    seat: /does not have any available licenses/,
    unknown: /does not correspond to a valid company License/,
    absent: /does not have a corresponding license/,
    inherited: /inherited from a group membership/,
  },
};

export function licenceSpec(platform: Platform, call: Ask, rows: Read, control: (command: Control) => Promise<unknown>): void {
  const plansOf = async (upn: string): Promise<Record<string, Value>> => {
    const [user] = await rows('Get-CsOnlineUser', { Identity: upn });
    const plans = user?.AssignedPlan as Row[]; // the contract's projection leaves a list of rows
    return Object.fromEntries(plans.map(({ Capability, CapabilityStatus }) => [String(Capability), CapabilityStatus!]));
  };

  describe.each([...(platform === 'cloud-connector' ? [['MSOnline', msol] as const] : []), ['Graph', graph] as const])(
    'licences, %s',
    (_name, dialect) => {
      const { names, words } = dialect;

      test('a seat is used, the plan is provisioned, then voice can be enabled; and back', async () => {
        await control({ do: 'set-clock', at: '2026-11-24T08:00:00Z' });
        await control({ do: 'provision', ms: 3_600_000 });
        const used = async () =>
          (await rows('Get-MgSubscribedSku')).find(({ SkuPartNumber }) => SkuPartNumber === 'MCOEV')?.ConsumedUnits ?? 0;
        const before = Number(await used());
        expect(await call(...dialect.change(uma, [names.phoneSystem], []))).toMatchObject({ outcome: 'done' });
        expect(await used()).toBe(before + 1);
        expect(await plansOf(uma)).toMatchObject({ MCOEV: 'PendingProvisioning', TEAMS1: 'Enabled' });
        await control({ do: 'advance-clock', ms: 3_600_000 });
        expect(await plansOf(uma)).toMatchObject({ MCOEV: 'Enabled' });
        await call(...dialect.change(uma, [], [names.phoneSystem]));
        expect(await plansOf(uma)).not.toHaveProperty('MCOEV');
        expect(await used()).toBe(before);
      });

      test('refusals, in the words of the module', async () => {
        const says = async (upn: string, add: string[], remove: string[]) => {
          const answer = await call(...dialect.change(upn, add, remove));
          return answer.outcome === 'failed' ? answer.error.message : answer.outcome;
        };
        expect(await says(uma, ['contoso:NOPE'], [])).toMatch(words.unknown);
        expect(await says(uma, [], [names.e5])).toMatch(words.absent);
        expect(await says('gina.groupgrant@contoso.com', [], [names.phoneSystem])).toMatch(words.inherited);
        expect(await says('nobody@contoso.com', [names.e5], [])).toMatch(/not found|does not exist/i);
        await control({ do: 'edit', user: uma, fields: { usageLocation: null } });
        expect(await says(uma, [names.e5], [])).toMatch(words.location);
        expect(await call(...dialect.location(uma, 'US'))).toMatchObject({ outcome: 'done', output: [] });
        await control({ do: 'configure', fields: { seats: { ENTERPRISEPREMIUM: 0 } } });
        expect(await says(uma, [names.e5], [])).toMatch(words.seat);
      });
    },
  );

  test('who gave a licence: the account or a group, by name', async () => {
    const [gina] = await rows('Get-MgUser', {
      UserId: 'gina.groupgrant@contoso.com',
      Property: ['LicenseAssignmentStates', 'UsageLocation'],
    });
    expect(gina).toMatchObject({
      UsageLocation: 'JP',
      LicenseAssignmentStates: expect.arrayContaining([
        expect.objectContaining({ SkuId: phoneSystem, AssignedByGroup: tokyoGroup }),
      ]) as unknown,
    });
    expect(await rows('Get-MgGroup', { GroupId: tokyoGroup })).toMatchObject([{ DisplayName: 'Voice Tokyo' }]);
    expect(await rows('Get-MgUserLicenseDetail', { UserId: 'busy@contoso.com' })).toMatchObject([
      { SkuPartNumber: 'ENTERPRISEPACK' },
      { SkuPartNumber: 'MCOEV', ServicePlans: [{ ServicePlanName: 'MCOEV', ProvisioningStatus: 'Success' }] },
    ]);
    if (platform === 'direct-routing') return;
    expect(await rows('Get-MsolGroup', { ObjectId: tokyoGroup })).toMatchObject([{ DisplayName: 'Voice Tokyo' }]);
    expect(await rows('Get-MsolUser', { UserPrincipalName: 'gina.groupgrant@contoso.com' })).toMatchObject([
      { Licenses: [{ AccountSkuId: 'contoso:ENTERPRISEPACK', GroupsAssigningLicense: [] }, { GroupsAssigningLicense: [tokyoGroup] }] },
    ]);
  });

  test('verified domains', async () => {
    expect(await rows('Get-MgDomain', { DomainId: 'contoso.com' })).toMatchObject([{ IsVerified: true, IsDefault: true }]);
    if (platform === 'cloud-connector')
      expect(await rows('Get-MsolDomain', { DomainName: 'contoso.com' })).toMatchObject([{ Status: 'Verified' }]);
  });
}
