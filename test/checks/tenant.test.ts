import { fallbackChecks } from '../../src/checks/tenant/fallback-checks';
import { licenceCheck } from '../../src/checks/tenant/licence-check';
import { mediationChecks } from '../../src/checks/tenant/mediation-checks';
import { tenantChecks } from '../../src/checks/tenant/tenant-checks';
import type { Check } from '../../src/checks/check';
import { runChecks } from '../../src/checks/run-checks';
import { createResources } from '../../src/resources/registry';
import type { Platform } from '../../src/resources/tenant-model';
import { createPopulation } from '../../src/simulator/population';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import { createInProcessTenant } from '../../src/tenant/simulated';
import { sampleModel } from '../sample-model';
import { shortly, soundRun } from './check-model';

function tenantOf(platform: Platform, options: { empty?: boolean; population?: number } = {}) {
  const simulator = createSimulator({
    platform,
    clock: { now: () => new Date('2026-11-24T08:00:00Z') },
    seed: 1,
    population: options.empty ? 0 : 60,
    ...options,
  });
  const model = sampleModel(platform);
  return { simulator, source: { model, tenant: createInProcessTenant(simulator, { settleMs: 0 }), resourceOf: createResources(model) } };
}

/** What is not well, by check: «tenant.site:Tokyo wrong tenant.site.unregistered». */
async function amiss(checks: Check[]): Promise<string[]> {
  const outcomes = await runChecks(checks, soundRun);
  expect(outcomes).toHaveLength(checks.length);
  return outcomes.flatMap(({ check, findings }) => {
    shortly(findings);
    return findings
      .filter(({ result }) => result !== 'ok')
      .map(({ result, seen }) => `${check.id} ${result} ${seen.key.replace(/^check\.|\.seen$/g, '')}`);
  });
}

test('licences with Phone System are free, used up, or none', async () => {
  const { simulator, source } = tenantOf('direct-routing');
  const seats = (of: Record<string, number>) => simulator.control({ do: 'configure', fields: { seats: of } });
  seats({ ENTERPRISEPACK: 500, MCOEV: 1 });
  expect(await amiss([licenceCheck(source)])).toEqual(['tenant.licences warning tenant.licences.used-up']);
  seats({ ENTERPRISEPACK: 500 });
  expect(await amiss([licenceCheck(source)])).toEqual(['tenant.licences wrong tenant.licences.none']);
});

const settings = (simulator: Simulator) =>
  simulator.control({ do: 'settings' }) as { sites: { name: string; edgeFqdn: string; enableAutoUpdate: boolean }[] };

test.each<Platform>(['cloud-connector', 'direct-routing'])('the tenant that the guide leaves behind is well on %s', async (platform) => {
  expect(await amiss(tenantChecks(tenantOf(platform).source))).toEqual([]);
});

test('an empty tenant is told setting by setting', async () => {
  expect(await amiss(tenantChecks(tenantOf('cloud-connector', { empty: true }).source))).toEqual([
    'tenant.hybrid.peer-destination wrong tenant.peer-destination.none',
    'tenant.hybrid.dial-plan wrong tenant.dial-plan.on-premises',
    'tenant.federation.sip-address-space wrong tenant.sip-address-space.off',
    'tenant.site:Seattle wrong tenant.site.unregistered',
    'tenant.site:Paris wrong tenant.site.unregistered',
    'tenant.site:Tokyo wrong tenant.site.unregistered',
  ]);
});

test('on direct-routing an empty tenant lacks session border controllers, policies, usages and routes', async () => {
  const found = await amiss(tenantChecks(tenantOf('direct-routing', { empty: true }).source));
  const kinds = ['policy', 'usage', 'route', 'policy', 'usage', 'route'];
  expect(found).toContain('tenant.gateway:gw1-seattle.contoso.net wrong tenant.site.gateway');
  expect(found.filter((line) => line.startsWith('tenant.site:Seattle'))).toEqual(
    kinds.map((kind) => `tenant.site:Seattle wrong tenant.site.${kind}`),
  );
});

test('a domain that is not verified, sites that differ, and a Peer Destination that is no Edge', async () => {
  const { simulator, source } = tenantOf('cloud-connector');
  const [seattle, ...others] = settings(simulator).sites;
  simulator.control({
    do: 'configure',
    fields: {
      domains: [{ name: 'contoso.com', verified: false, isDefault: false, isInitial: false }],
      sites: [
        { ...seattle!, edgeFqdn: 'old.contoso.com' },
        ...others.slice(1),
        { name: '$(Oslo)', edgeFqdn: 'oslo.contoso.com', enableAutoUpdate: true },
      ],
      hybrid: { peerDestination: 'ap.contoso.com', useOnPremDialPlan: false, serviceInternalUrl: null, serviceExternalUrl: null },
    },
  });
  expect(await amiss(tenantChecks(source))).toEqual([
    'tenant.domain:contoso.com wrong tenant.domain.unverified',
    'tenant.hybrid.peer-destination wrong tenant.peer-destination.no-edge',
    'tenant.site:Seattle wrong tenant.site.other-edge',
    'tenant.site:Paris wrong tenant.site.unregistered',
    'tenant.sites warning tenant.site.others',
  ]);
});

test('a session border controller outside the verified domains', async () => {
  const { simulator, source } = tenantOf('direct-routing');
  simulator.control({
    do: 'configure',
    fields: {
      domains: [
        { name: 'contoso.com', verified: true, isDefault: true, isInitial: false },
        { name: 'contoso.net', verified: false, isDefault: false, isInitial: false },
      ],
    },
  });
  expect(await amiss(tenantChecks(source))).toEqual(
    ['seattle', 'paris', 'tokyo'].map((site) => `tenant.domain:gw1-${site}.contoso.net wrong tenant.domain.host-outside`),
  );
});

test.each<Platform>(['cloud-connector', 'direct-routing'])('who has voice and no site is counted and named on %s', async (platform) => {
  const { simulator, source } = tenantOf(platform);
  for (const user of ['busy@contoso.com', 'jose.garcia@contoso.com'])
    simulator.control({ do: 'edit', user, fields: { site: null, onlineVoiceRoutingPolicy: null } });
  const [outcome] = await runChecks(fallbackChecks(source), soundRun);
  expect(outcome?.result).toBe('warning');
  expect(outcome?.findings[0]?.seen.values).toMatchObject({ count: 2, others: 0, more: false });
  expect(outcome?.findings[0]?.seen.values?.names).toContain('Bianca Busy (busy@contoso.com)');
});

test.each<Platform>(['cloud-connector', 'direct-routing'])('everybody is looked at, also the last of many, on %s', async (platform) => {
  const { simulator, source } = tenantOf(platform, { population: 900 });
  const voiced = createPopulation(1, 900).filter(({ voice, site, onlineVoiceRoutingPolicy }) => voice && site && onlineVoiceRoutingPolicy);
  expect(voiced.length).toBeGreaterThan(200);
  const last =
    voiced
      .map(({ upn }) => upn)
      .sort()
      .at(-1) ?? '';
  simulator.control({ do: 'edit', user: last, fields: { site: null, onlineVoiceRoutingPolicy: null } });
  const [outcome] = await runChecks(fallbackChecks(source), soundRun);
  expect(outcome?.findings[0]?.seen.values).toMatchObject({ count: 1, more: false });
  expect(outcome?.findings[0]?.seen.values?.names).toEqual([expect.stringContaining(last)]);
});

test('each Mediation Server by its account, and what is missing of it', async () => {
  const { simulator, source } = tenantOf('cloud-connector');
  expect(await amiss(mediationChecks(source))).toEqual(['mediation.server:ms1-tokyo.contoso.local wrong mediation.unregistered']);
  const edit = (user: string, fields: Extract<Parameters<Simulator['control']>[0], { do: 'edit' }>['fields']) =>
    simulator.control({ do: 'edit', user, fields });
  edit('ms1-seattle@contoso.com', { department: null, licences: [{ sku: 'ENTERPRISEPREMIUM', direct: true, groups: [] }] });
  edit('ms2-seattle@contoso.com', { mediationServer: { fqdn: 'mspool-seattle.contoso.local', accessProxyExternalFqdn: 'ap.contoso.com' } });
  edit('ms1-paris@contoso.com', { mediationServer: { fqdn: 'ms1-paris.contoso.local', accessProxyExternalFqdn: 'ap.contoso.com' } });
  edit('ms1-tokyo@contoso.com', { displayName: 'Somebody else' });
  expect(await amiss(mediationChecks(source))).toEqual([
    'mediation.server:ms1-seattle.contoso.local wrong mediation.licensed',
    'mediation.server:ms1-seattle.contoso.local wrong mediation.department',
    'mediation.server:ms2-seattle.contoso.local wrong mediation.pool',
    'mediation.server:ms1-paris.contoso.local wrong mediation.other-edge',
    'mediation.server:ms1-tokyo.contoso.local wrong mediation.no-account',
  ]);
  edit('bob@contoso.com', { displayName: 'Mediation Paris 1' });
  expect(await amiss(mediationChecks(source))).toContain('mediation.server:ms1-paris.contoso.local wrong mediation.namesakes');
});
