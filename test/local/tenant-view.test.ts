import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPeople } from '../../src/auth/people';
import { createLog } from '../../src/bot/log';
import { createServer } from '../../src/bot/server';
import { addTenantView } from '../../src/local/tenant-view';
import { simulatedControl } from '../../src/local/simulated-control';
import { serveSimulator } from '../../src/simulator/server';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import { config } from '../bot/running-bot';

const key = 'k'.repeat(64);

interface View {
  version: number;
  isTouched: boolean;
  people: { upn: string; voice: boolean; number: string | null; site: string | null; abroad: boolean }[];
  calls: { text: string; who: string | null; writes: boolean; outcome: string | null }[];
  faults: Record<string, number>;
}

async function open(platform: 'cloud-connector' | 'direct-routing' = 'cloud-connector') {
  const simulator: Simulator = createSimulator({ platform });
  const tenant = await serveSimulator(simulator, { key });
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'switchboard-')), 'simulator.json');
  writeFileSync(file, JSON.stringify({ url: tenant.url, key, platform }));
  const server = createServer({ host: '127.0.0.1', port: 0, loopbackOnly: true, checks: [], log: createLog({ level: 'silent' }) });
  const closing = new AbortController();
  const people = createPeople(() => config.access);
  const model = { ...config.model, platform };
  addTenantView(server.routes, { control: simulatedControl(file), model, people, closing: closing.signal });
  const url = await server.listen();
  return {
    simulator,
    look: async (query = ''): Promise<View> => (await (await fetch(`${url}/local/tenant.json${query}`)).json()) as View,
    ask: (route: string, body: object) =>
      fetch(`${url}/local/${route}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    status: async () => (await fetch(`${url}/local/tenant.json`)).status,
    endTenant: tenant.close,
    async close() {
      closing.abort();
      await server.stop(500);
      await tenant.close();
    },
  };
}

const enable = {
  cmdlet: 'Set-CsUser',
  parameters: { Identity: 'newhire@contoso.com', EnterpriseVoiceEnabled: true, OnPremLineURI: 'tel:+14255550140' },
};

describe('the window into the simulated tenant', () => {
  let stage: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => (stage = await open()));
  afterEach(() => stage.close());

  test('shows some who are worth a try before anything was done', async () => {
    const view = await stage.look();
    expect(view.isTouched).toBe(false);
    expect(view.people.map(({ upn }) => upn)).toEqual(['newhire', 'busy', 'unlicensed', 'onprem'].map((name) => `${name}@contoso.com`));
    expect(view.calls).toEqual([]);
  });

  test('waits for what happens next, and shows who was touched and what ran', async () => {
    const { version } = await stage.look();
    const next = stage.look(`?known=${version}&wait=20000`);
    const vera = config.access.people.find(({ id }) => id === 'voice-admin')?.objectId ?? '';
    await stage.simulator.call(enable, vera);
    expect((await next).version).toBeGreaterThan(version);
    const view = await stage.look();
    expect(view.people).toEqual([
      expect.objectContaining({ upn: 'newhire@contoso.com', voice: true, number: '+1 425 555 0140', site: null }),
    ]);
    expect(view.calls).toEqual([
      expect.objectContaining({
        text: "Set-CsUser -Identity 'newhire@contoso.com' -EnterpriseVoiceEnabled $true -OnPremLineURI 'tel:+14255550140'",
        who: 'Vera Voiceadmin',
        writes: true,
        outcome: 'done',
      }),
    ]);
  });

  test.each([
    ['throttled', 'failed', 2],
    ['lost', 'unknown', 1],
    ['signed-out', 'not-run', 1],
  ])('%s is for cmdlets that change something, is shown while it is on and ends by itself', async (fault, outcome, left) => {
    for (const on of [true, true]) expect((await stage.ask('faults', { fault, on })).status).toBe(200);
    expect((await stage.look()).faults[fault]).toBe(left);
    expect(await stage.simulator.call({ cmdlet: 'Get-CsOnlineUser', parameters: { Identity: 'busy@contoso.com' } })).toMatchObject({
      outcome: 'done',
    });
    for (let sent = 0; sent < left; sent += 1) expect((await stage.simulator.call(enable)).outcome).toBe(outcome);
    expect((await stage.look()).faults[fault]).toBe(0);
    expect((await stage.simulator.call(enable)).outcome).toBe('done');
  });

  test('a fault is switched off, and no other with it', async () => {
    for (const fault of ['slow', 'throttled', 'lost']) await stage.ask('faults', { fault, on: true });
    await stage.ask('faults', { fault: 'throttled', on: false });
    expect((await stage.look()).faults).toMatchObject({ slow: 3_000, throttled: 0, lost: 1 });
    await stage.ask('faults', { fault: 'slow', on: false });
    expect((await stage.look()).faults).toMatchObject({ slow: 0, lost: 1 });
  });

  test('another admin switches voice off, gives a number that is nobody’s, and does nothing to who is not there', async () => {
    expect(await (await stage.ask('edits', { user: 'busy@contoso.com', what: 'voice' })).json()).toEqual({
      name: 'Bianca Busy',
      voice: false,
      number: null,
    });
    const given = async () =>
      ((await (await stage.ask('edits', { user: 'busy@contoso.com', what: 'number' })).json()) as { number: string }).number;
    expect([await given(), await given()]).toEqual(['+1 206 555 0100', '+1 206 555 0101']);
    expect((await stage.look()).people).toMatchObject([{ upn: 'busy@contoso.com', voice: false, number: '+1 206 555 0101' }]);
    expect((await stage.ask('edits', { user: 'nobody@contoso.com', what: 'voice' })).status).toBe(404);
  });

  test.each([
    ['faults', { fault: 'fire', on: true }],
    ['edits', { user: 'busy@contoso.com', what: 'everything' }],
  ])('%s of another kind are refused', async (route, body) => expect((await stage.ask(route, body)).status).toBe(400));

  test('says when the tenant does not answer', async () => {
    await stage.endTenant();
    expect(await stage.status()).toBe(503);
  });
});

test('on Direct Routing site and calls abroad are read from the routing policy', async () => {
  const stage = await open('direct-routing');
  stage.simulator.control({
    do: 'edit',
    user: 'bob@contoso.com',
    fields: { voice: true, onlineVoiceRoutingPolicy: 'Paris-International' },
  });
  expect((await stage.look()).people).toMatchObject([{ upn: 'bob@contoso.com', site: 'Paris', abroad: true }]);
  await stage.close();
});
