import type { Tenant } from '../../src/tenant/tenant';
import { openWorld, voiceAdmin, type World } from './world';

const hour = 3_600_000;

describe('the tenant’s own settings', () => {
  let world: World;
  afterEach(() => world.close());
  const wrote = () =>
    world.simulator
      .calls()
      .filter(({ cmdlet }) => !cmdlet.startsWith('Get-'))
      .map(({ cmdlet, parameters }) => ({ cmdlet, parameters }));

  it('sets the Peer Destination and the online dial plan with it, and puts both back', async () => {
    world = await openWorld('cloud-connector');
    const draft = await world.proposed('set-peer-destination', { peer: 'access-paris.contoso.com' });
    expect(draft.parts[0]).toMatchObject({ risk: 'high', subject: { name: 'Contoso', upn: null } });
    const done = await world.run(draft);
    expect(wrote()).toEqual([
      { cmdlet: 'Set-CsTenantHybridConfiguration', parameters: { PeerDestination: 'access-paris.contoso.com', UseOnPremDialPlan: false } },
    ]);
    const back = await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'x|1' });
    if (back.kind !== 'proposed') throw new Error(JSON.stringify(back));
    expect((await world.run(back.change)).parts[0]?.after?.facts).toMatchObject({ peerDestination: 'ap.contoso.com' });
  });

  it('warns of a Peer Destination that is the Edge of no site', async () => {
    world = await openWorld('cloud-connector');
    const { parts } = await world.proposed('set-peer-destination', { peer: 'elsewhere.contoso.com' });
    expect(parts[0]?.warnings.map(({ key }) => key)).toEqual(['warning.peerForEverybody', 'warning.peerIsNoEdge']);
  });

  it('shares the SIP address space with no other parameter', async () => {
    world = await openWorld('cloud-connector', { population: 0 });
    await world.run(await world.proposed('share-sip-address-space', {}));
    expect(wrote()).toEqual([{ cmdlet: 'Set-CsTenantFederationConfiguration', parameters: { SharedSipAddressSpace: true } }]);
    expect((await world.propose('share-sip-address-space', {})).kind).toBe('already-so');
  });

  it.each([
    ['set-peer-destination', { peer: 'ap.contoso.com' }, 'refusal.peerDestination.direct-routing'],
    [
      'register-mediation-server',
      { server: 'Mediation Seattle 3', fqdn: 'ms3-seattle.contoso.local', site: 'Seattle' },
      'refusal.mediationServer.direct-routing',
    ],
  ])('says on direct-routing why there is no %s', async (operation, input, key) => {
    world = await openWorld('direct-routing');
    expect(await world.propose(operation, input)).toMatchObject({ kind: 'refused', reason: { key } });
  });

  it('shares no SIP address space on direct-routing without a server of one’s own', async () => {
    world = await openWorld('direct-routing', { population: 0 });
    expect(await world.propose('share-sip-address-space', {})).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.sharedSipAddressSpace.direct-routing' },
    });
  });

  it('makes a site, once, and gives it another Edge', async () => {
    world = await openWorld('cloud-connector', { population: 0 });
    const made = await world.run(await world.proposed('add-site', { site: 'Tokyo', fqdn: 'access-tokyo.contoso.com' }));
    expect(wrote()).toEqual([{ cmdlet: 'New-CsHybridPSTNSite', parameters: { Identity: 'Tokyo', EdgeFQDN: 'access-tokyo.contoso.com' } }]);
    expect(await world.changes.putBack({ who: voiceAdmin, of: made.id, proposedBy: 'x|1' })).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.nothingToPutBack' },
    });
    await world.rest();
    await world.run(await world.proposed('add-site', { site: 'Tokyo', fqdn: 'access9.contoso.com' }));
    expect(wrote().at(-1)).toEqual({ cmdlet: 'Set-CsHybridPSTNSite', parameters: { Identity: 'Tokyo', EdgeFQDN: 'access9.contoso.com' } });
  });

  it('makes usages, routes and policies of a site on direct-routing, the international usage last', async () => {
    world = await openWorld('direct-routing', { population: 0 });
    expect(await world.propose('add-site', { site: 'Paris', fqdn: 'sbc.contoso.com' })).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.gatewayUnknown' },
    });
    world.simulator.control({
      do: 'configure',
      fields: { gateways: [{ fqdn: 'sbc.contoso.com', sipSignalingPort: 5061, enabled: true, description: null }] },
    });
    const done = await world.run(await world.proposed('add-site', { site: 'Paris', fqdn: 'sbc.contoso.com' }));
    expect(done.state).toBe('done');
    expect(wrote().map(({ cmdlet }) => cmdlet)).toEqual([
      ...['Set-CsOnlinePstnUsage', 'New-CsOnlineVoiceRoute', 'New-CsOnlineVoiceRoutingPolicy'],
      ...['Set-CsOnlinePstnUsage', 'New-CsOnlineVoiceRoute', 'New-CsOnlineVoiceRoutingPolicy'],
    ]);
    expect(wrote().at(-1)?.parameters).toMatchObject({ OnlinePstnUsages: ['Paris-National', 'Paris-International'] });
    expect(wrote()[1]?.parameters).toMatchObject({ NumberPattern: '^\\+33\\d+$', OnlinePstnGatewayList: ['sbc.contoso.com'] });
  });
});

describe('a Mediation Server', () => {
  let world: World;
  const server = { server: 'Mediation Seattle 3', fqdn: 'ms3-seattle.contoso.local', site: 'Seattle' };
  const upn = 'mediation-seattle-3@contoso.com';
  let withoutRole: string | null;
  const wrap = (tenant: Tenant): Tenant => ({
    ...tenant,
    call: async (call) =>
      call.cmdlet === withoutRole ? { outcome: 'failed', error: { id: 'Forbidden', message: 'Access Denied.' } } : tenant.call(call),
  });
  beforeEach(async () => {
    withoutRole = null;
    world = await openWorld('cloud-connector', { wrap });
    world.simulator.control({ do: 'provision', ms: 40 * 60_000 });
  });
  afterEach(() => world.close());

  const wrote = () =>
    world.simulator
      .calls()
      .filter(({ cmdlet }) => !cmdlet.startsWith('Get-'))
      .map(({ cmdlet, parameters }) => `${cmdlet}${parameters.AddLicenses ? ' +' : parameters.RemoveLicenses ? ' -' : ''}`);
  const chain = ['New-MsolUser', 'Set-MsolUserLicense +', 'Set-MsolUserLicense -', 'Set-MsolUser', 'Set-CsHybridMediationServer'];
  const started = async (input = server) => {
    const draft = await world.proposed('register-mediation-server', input);
    await world.changes.confirm(voiceAdmin, draft.id, draft.version);
    return draft.id;
  };
  const get = (id: number) => world.changes.get(voiceAdmin, id);
  const until = (id: number, state: string) => world.work(async () => (await get(id)).state === state);

  it('goes the whole chain, waits for Microsoft in the middle, and has no way back', async () => {
    const draft = await world.proposed('register-mediation-server', server);
    expect(draft.parts[0]?.warnings.map(({ key }) => key)).toEqual(['warning.noWayBack']);
    const before = world.clock.now().getTime();
    const done = await world.run(draft);
    expect([done.state, wrote()]).toEqual(['done', chain]);
    expect(world.clock.now().getTime() - before).toBeGreaterThan(40 * 60_000);
    expect(done.parts[0]?.after?.facts).toEqual({
      account: 'Mediation Seattle 3',
      licence: null,
      department: 'HybridMediationServer',
      mediationServer: 'ms3-seattle.contoso.local',
      edge: 'ap.contoso.com',
    });
    expect(await world.changes.putBack({ who: voiceAdmin, of: done.id, proposedBy: 'x|1' })).toMatchObject({ kind: 'refused' });
    expect((await world.propose('register-mediation-server', server)).kind).toBe('already-so');
  });

  it('keeps the password that Microsoft returns out of everything it writes', async () => {
    const passwords: unknown[] = [];
    const { call } = world.context.tenantFor(voiceAdmin);
    world.context.tenantFor = () => ({
      settleMs: () => 1_000,
      call: async (one) => {
        const answer = await call(one);
        if (one.cmdlet === 'New-MsolUser' && answer.outcome === 'done') passwords.push(...answer.output.map((row) => row.Password));
        return answer;
      },
    });
    await world.run(await world.proposed('register-mediation-server', server));
    expect(passwords).toEqual([expect.stringMatching(/.{8,}/)]);
    const rows = await Promise.all(
      (['changes', 'parts', 'journal', 'audit', 'sent_cards', 'conversation_state'] as const).map((table) =>
        world.database.db.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(rows)).not.toContain(String(passwords[0]));
  });

  it('takes the licence back when it is stopped in the middle, and goes on from there another time', async () => {
    const id = await started();
    await until(id, 'waiting');
    await world.work(async () => wrote().length === 2);
    await world.changes.stop(voiceAdmin, id);
    await world.work(async () => (await get(id)).endedAt !== null);
    expect([(await get(id)).state, wrote()]).toEqual(['cancelled', [...chain.slice(0, 2), 'Set-MsolUserLicense -']]);
    await world.rest();
    expect((await world.run(await world.proposed('register-mediation-server', server))).state).toBe('done');
    expect(wrote().filter((cmdlet) => cmdlet === 'New-MsolUser')).toHaveLength(1);
  });

  it('gives up waiting after two hours and says so', async () => {
    world.simulator.control({ do: 'provision', ms: 5 * hour });
    const id = await started();
    await world.work(async () => (await get(id)).endedAt !== null);
    expect([(await get(id)).state, (await get(id)).parts[0]?.note?.key]).toEqual(['failed', 'note.gaveUp']);
  });

  it('waits for whoever may set the department', async () => {
    withoutRole = 'Set-MsolUser';
    const id = await started();
    await until(id, 'waiting-role');
    expect((await get(id)).parts[0]?.note).toMatchObject({
      key: 'note.needsRole',
      values: { roles: expect.arrayContaining(['User Administrator']) },
    });
    withoutRole = null;
    world.clock.advance(1_000);
    await world.changes.resume(voiceAdmin, id);
    await until(id, 'done');
    expect(wrote()).toEqual(chain);
  });

  it('registers several at once, each once', async () => {
    const two = { server: 'Mediation Seattle 4', fqdn: 'ms4-seattle.contoso.local', site: 'Seattle' };
    const ids = [await started(), await started(two)];
    await world.work(async () => (await Promise.all(ids.map(get))).every(({ endedAt }) => endedAt !== null));
    expect((await Promise.all(ids.map(get))).map(({ state }) => state)).toEqual(['done', 'done']);
    expect(wrote().filter((cmdlet) => cmdlet === 'Set-CsHybridMediationServer')).toHaveLength(2);
  });

  it('shows the open change to a second admin who registers the same server', async () => {
    const id = await started();
    expect(await world.propose('register-mediation-server', server)).toMatchObject({ kind: 'already-open', change: { id } });
    expect(await world.propose('register-mediation-server', { ...server, server: 'Another Name' })).toMatchObject({
      kind: 'refused',
      reason: { key: 'refusal.claimed' },
    });
  });

  it.each([
    ['a pool for a server', { ...server, fqdn: 'mspool-seattle.contoso.local' }, 'refusal.poolFqdn'],
    ['no site', { ...server, site: 'no site' }, 'refusal.siteNeeded'],
    ['the account of a person', { ...server, server: 'busy' }, 'refusal.accountNotOurs'],
    ['the name of somebody else', { ...server, server: 'Bianca Busy' }, 'refusal.accountNotOurs'],
    ['a name that is a pattern', { ...server, server: 'Mediation*' }, 'field.mediation-server.invalid'],
    ['a name that is an expression', { ...server, server: '$(Remove-Item x)' }, 'field.mediation-server.invalid'],
    ['an address for a name', { ...server, fqdn: '10.0.0.1' }, 'field.host-name.invalid'],
  ])('refuses %s', async (_what, input, key) => {
    expect(await world.propose('register-mediation-server', input)).toMatchObject({ kind: 'refused', reason: { key } });
    expect(wrote()).toEqual([]);
  });

  it('takes over an account that has the department and no licence', async () => {
    world.simulator.control({ do: 'provision', ms: 0 });
    const tenant = world.context.tenantFor(voiceAdmin);
    await tenant.call({
      cmdlet: 'New-MsolUser',
      parameters: { UserPrincipalName: upn, DisplayName: 'Mediation Seattle 3', UsageLocation: 'US' },
    });
    expect(await world.propose('register-mediation-server', server)).toMatchObject({ reason: { key: 'refusal.accountNotOurs' } });
    await tenant.call({ cmdlet: 'Set-MsolUser', parameters: { UserPrincipalName: upn, Department: 'HybridMediationServer' } });
    expect((await world.run(await world.proposed('register-mediation-server', server))).state).toBe('done');
  });
});
