import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveSimulator, type SimulatorServer } from '../../src/simulator/server';
import { createSimulator } from '../../src/simulator/simulator';
import { checkCall } from '../../src/tenant/contract';
import { contractCmdlet, type ContractCmdlet, type ContractParameter } from '../../src/tenant/contract-table';
import { mismatch } from '../../src/tenant/contract-values';
import { handOver } from '../../src/tenant/powershell/hand-over';
import { createPipe } from '../../src/tenant/powershell/pipe';
import { spawnShell, type Session } from '../../src/tenant/powershell/session';
import type { Call, Value } from '../../src/tenant/tenant';
import hostileInputs from '../hostile-inputs.json';
import { engine, environment } from './engine';
import { gone } from './open-faults';
import { openPowerShell, realSession } from './open-powershell';

// Thousands of calls, each of some milliseconds where nothing else runs.
jest.setTimeout(300_000);

const ready = engine();
const key = 'a key that only this test knows';

/** The bare engine has no New-Item: the same canary by a .NET class. */
const canary = "[IO.File]::WriteAllText('pwned','')";
const texts = [
  ...new Set(
    hostileInputs.flatMap(({ value }) => (typeof value === 'string' ? [value, value.replaceAll('New-Item ./pwned', canary)] : [])),
  ),
];
const inputs: Value[] = [...texts, ...hostileInputs.flatMap(({ value }) => (typeof value === 'string' ? [] : [value]))];

/** Every cmdlet that the product names. */
const used: ContractCmdlet[] = [
  ...new Set(['fields', 'resources', 'operations'].flatMap((folder) => namedIn(path.resolve(__dirname, '../../src', folder)))),
];

function namedIn(folder: string): ContractCmdlet[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const names = files.flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(/'([A-Z][a-z]+-[A-Z]\w+)'/g)]);
  return names.flatMap(([, name]) => contractCmdlet(name!) ?? []);
}

/** Something that binds to a parameter, so that a call lacks nothing but what is tried. */
function harmless(parameter: ContractParameter): Value {
  const candidates: Value[] = [parameter.acceptedValues?.[0] ?? 'bob', true, 1, { a: 'b' }, '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00'];
  return candidates.find((value) => mismatch(value, parameter) === null)!;
}

/** One call for each text parameter of each set, the hostile value in it. */
function callsWith(cmdlet: ContractCmdlet, value: Value): Call[] {
  return cmdlet.parameterSets.flatMap(({ parameters }) => {
    const needed = parameters.filter(({ mandatory, name }) => mandatory || name === 'Identity');
    const base = Object.fromEntries(needed.map((parameter) => [parameter.name, harmless(parameter)]));
    return parameters.filter(isText).map(({ name, type }) => {
      const list = type === 'List' || type.endsWith('[]');
      return { cmdlet: cmdlet.name, parameters: { ...base, [name]: list ? [value] : value } };
    });
  });
}

function isText(parameter: ContractParameter): boolean {
  return mismatch('bob', { ...parameter, acceptedValues: undefined }) === null;
}

if (ready.kind === 'none') test.skip(`hostile text through PowerShell: ${ready.reason}`, () => undefined);
else {
  const { executable } = ready;
  const cwd = mkdtempSync(path.join(tmpdir(), 'switchboard-hostile-'));
  const seen: Call[] = [];
  const serve = (platform: 'cloud-connector' | 'direct-routing'): Promise<SimulatorServer> =>
    serveSimulator(
      {
        ...createSimulator({ platform }),
        stream(call) {
          seen.push(call);
          return Promise.resolve({ outcome: 'done', output: [], warnings: [] });
        },
      },
      { key },
    );
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  test('the canary sings when its text is run', async () => {
    const pipe = createPipe(spawnShell({ executable, environment: environment(), module: '', cwd }, 'canary')['process'], 'canary');
    void pipe.exchange(canary, 'none', 60_000);
    while (!existsSync(path.join(cwd, 'pwned'))) await new Promise((resolve) => setTimeout(resolve, 20));
    pipe.end();
    await gone(pipe.pid);
    rmSync(path.join(cwd, 'pwned'));
  });

  describe.each(['cloud-connector', 'direct-routing'] as const)('%s', (platform) => {
    let server: SimulatorServer;
    let opened: ReturnType<typeof openPowerShell>;
    beforeAll(async () => {
      server = await serve(platform);
      opened = openPowerShell({ url: server.url, key, platform }, { cwd });
    });
    afterAll(async () => {
      opened.close();
      await server.close();
    });

    const textual = used.filter((cmdlet) => cmdlet.platform.includes(platform) && callsWith(cmdlet, 'bob').length > 0);
    const cmdlets = textual.map((cmdlet) => [cmdlet.name, cmdlet] as const);
    test.each(cmdlets)('%s: byte for byte, or refused before it is sent', async (_name, cmdlet) => {
      let sent = 0;
      for (const value of inputs) {
        for (const call of callsWith(cmdlet, value)) {
          seen.length = 0;
          const { outcome } = await opened.tenant.call(call);
          if (checkCall(call, platform)) expect([outcome, seen]).toEqual(['not-run', []]);
          else {
            sent += 1;
            expect([outcome, seen]).toEqual(['done', [call]]);
          }
        }
      }
      // else the call would be refused for another reason
      expect(sent).toBeGreaterThan(0);
      expect(readdirSync(cwd)).toEqual([]);
    });
  });

  describe('past the checks of Node', () => {
    let server: SimulatorServer;
    let session: Session;
    beforeAll(async () => {
      server = await serve('direct-routing');
      session = await realSession({ cwd });
      const secrets = handOver({ cmdlet: 'Connect-SimulatedTenant', parameters: { Url: server.url, Key: key } });
      await session.ask('Connect-BotSession', { file: secrets.file, ms: 60_000 }, 60_000).finally(secrets.remove);
    });
    afterAll(async () => {
      session.end();
      await server.close();
    });
    const ask = (cmdlet: string, parameters: Call['parameters']) =>
      session.ask('Invoke-BotCall', { cmdlet, parameters, ms: 60_000 }, 60_000);

    test.each(texts)('%j is a value, and no name of anything', async (text) => {
      seen.length = 0;
      const call = { cmdlet: 'Get-CsOnlineUser', parameters: { Identity: text, Filter: text } };
      expect(await ask(call.cmdlet, call.parameters)).toMatchObject({ envelope: { outcome: 'done' } });
      expect(seen).toEqual([call]);
      for (const answer of [await ask(text, {}), await ask('Get-CsOnlineUser', { [text]: 'x' })])
        expect(answer).toMatchObject({ envelope: { outcome: 'not-run', errors: [{ id: 'Bridge.NotAllowed' }] } });
      expect(seen).toEqual([call]);
      expect(readdirSync(cwd)).toEqual([]);
    });
  });
}
