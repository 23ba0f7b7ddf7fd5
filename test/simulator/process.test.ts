import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveSimulator, type SimulatorServer } from '../../src/simulator/server';
import { createSimulator } from '../../src/simulator/simulator';
import { createSimulatedTenant } from '../../src/tenant/simulated';
import type { Call } from '../../src/tenant/tenant';
import { compiled } from './compiled';

const key = 'k'.repeat(64);
const read: Call = { cmdlet: 'Get-CsOnlineUser', parameters: { Identity: 'busy@contoso.com' } };
const write: Call = { cmdlet: 'Set-CsUserPstnSettings', parameters: { Identity: 'busy@contoso.com', HybridPSTNSite: 'Paris' } };

describe('the door', () => {
  let server: SimulatorServer;
  beforeAll(async () => {
    server = await serveSimulator(createSimulator({ platform: 'cloud-connector' }), { key });
  });
  afterAll(() => server.close());

  const post = (route: string, body: string, headers: Record<string, string> = {}) =>
    fetch(server.url + route, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    });

  test.each<[string, number, () => Promise<Response>]>([
    ['no key', 401, () => fetch(`${server.url}/health`)],
    ['a wrong key', 401, () => post('/call', '{}', { authorization: 'Bearer x' })],
    ['not JSON', 400, () => post('/call', 'cmdlet=Get-CsTenant')],
    ['another content type', 400, () => post('/call', '{}', { 'content-type': 'text/plain' })],
    ['a call without a cmdlet', 400, () => post('/call', '{}')],
    ['a control that is none', 400, () => post('/control', '{"do":"explode"}')],
    ['a body that is too large', 400, () => post('/call', JSON.stringify({ cmdlet: 'x', parameters: { a: 'a'.repeat(300_000) } }))],
    ['another route', 404, () => post('/', '{}')],
  ])('%s: %i', async (_what, status, ask) => expect((await ask()).status).toBe(status));
});

describe('the tenant over loopback', () => {
  const options = { key, platform: 'cloud-connector' };

  test('nobody there: nothing was sent', async () => {
    const server = await serveSimulator(createSimulator({ platform: 'cloud-connector' }), { key });
    await server.close();
    expect(await createSimulatedTenant({ ...options, url: server.url }).call(write)).toMatchObject({
      outcome: 'not-run',
      error: { id: 'Simulator.NotReachable' },
    });
  });

  test('a wrong key: nothing was done', async () => {
    const server = await serveSimulator(createSimulator({ platform: 'cloud-connector' }), { key });
    expect(await createSimulatedTenant({ ...options, key: 'x', url: server.url }).call(write)).toMatchObject({ outcome: 'not-run' });
    await server.close();
  });

  test('an answer that never comes is unknown', async () => {
    const simulator = createSimulator({ platform: 'cloud-connector' });
    const server = await serveSimulator(simulator, { key });
    simulator.control({ do: 'fault', kind: 'hang' });
    expect(await createSimulatedTenant({ ...options, url: server.url, timeoutMs: 1_000 }).call(write)).toMatchObject({
      outcome: 'unknown',
    });
    expect(simulator.account('busy@contoso.com').site).toBe('Paris');
    await server.close();
  });

  test('what was given up before it was sent did not run', async () => {
    const tenant = createSimulatedTenant({ ...options, url: 'http://127.0.0.1:9', signal: AbortSignal.abort() });
    expect(await tenant.call(write)).toMatchObject({ outcome: 'not-run' });
  });

  test('an answer that is no answer is unknown', async () => {
    const server = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await createSimulatedTenant({ ...options, url: `http://127.0.0.1:${port}` }).call(write)).toMatchObject({ outcome: 'unknown' });
    server.close();
    server.closeAllConnections();
  });
});

describe('a process of its own', () => {
  const { folder, modules } = compiled('simulator', 'tenant', 'clock.ts', 'sentence.ts');
  const data = mkdtempSync(path.join(tmpdir(), 'switchboard-'));
  const card = path.join(data, 'simulator.json');

  const start = async (...more: string[]): Promise<ChildProcess> => {
    const child = spawn(
      process.execPath,
      [path.join(folder, 'simulator', 'main.js'), '--data-dir', data, '--platform', 'cloud-connector', ...more],
      {
        env: { PATH: process.env.PATH, NODE_PATH: modules },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    await once(child.stdout, 'data');
    return child;
  };
  const tenant = () => createSimulatedTenant(JSON.parse(readFileSync(card, 'utf8')) as { url: string; key: string; platform: string });

  test('is killed and comes back with what was written; ends on SIGTERM and takes its key with it', async () => {
    const first = await start();
    expect(statSync(card).mode & 0o077).toBe(0);
    expect(await tenant().call(write)).toMatchObject({ outcome: 'done' });
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = await start();
    expect(await tenant().call({ cmdlet: 'Get-CsUserPstnSettings', parameters: read.parameters })).toMatchObject({
      output: [{ HybridPSTNSite: 'Paris' }],
    });
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
    expect(existsSync(card)).toBe(false);
  });

  test('ends with its parent when asked to', async () => {
    const child = await start('--with-parent');
    child.stdin!.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says what is wrong with its arguments', async () => {
    const child = spawn(process.execPath, [path.join(folder, 'simulator', 'main.js'), '--platform', 'abacus'], {
      env: { NODE_PATH: modules },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [text] = (await once(child.stderr, 'data')) as [Buffer];
    expect(text.toString()).toContain('cannot start');
    expect(await once(child, 'exit')).toEqual([1, null]);
  });
});
