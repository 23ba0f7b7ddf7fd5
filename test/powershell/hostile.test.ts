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

const src = path.resolve(__dirname, '../../src');

/** Every cmdlet that the product names. */
const used = new Set(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/^(tenant|simulator)\b/.test(name))
    .flatMap((name) => [...readFileSync(path.join(src, name), 'utf8').matchAll(/'([A-Z][a-z]+-[A-Z]\w+)'/g)])
    .flatMap(([, name]) => contractCmdlet(name!) ?? []),
);

/** Something that binds to a parameter, so that a call lacks nothing but what is tried. */
function harmless(parameter: ContractParameter): Value {
  const candidates: Value[] = [parameter.acceptedValues?.[0] ?? 'bob', true, 1, { a: 'b' }, '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00'];
  return candidates.find((value) => mismatch(value, parameter) === null)!;
}

interface Tried {
  parameter: ContractParameter;
  call: Call;
}

const targets = ['Identity', 'ObjectId', 'UserPrincipalName', 'UserId'];

/** For each set: one call for each of its text parameters, the hostile value in it. */
function triedWith(cmdlet: ContractCmdlet, value: Value): Tried[][] {
  return cmdlet.parameterSets.map(({ parameters }) =>
    parameters.filter(isText).map((parameter) => {
      const list = parameter.type === 'List' || parameter.type.endsWith('[]');
      const needed = parameters.filter(({ mandatory }) => mandatory);
      // a write has one target, and no second beside the one that is tried
      const target = parameters.find(({ name }) => targets.includes(name));
      if (target && ![parameter, ...needed].some(({ name }) => targets.includes(name))) needed.push(target);
      const base = Object.fromEntries(needed.map((one) => [one.name, harmless(one)]));
      return { parameter, call: { cmdlet: cmdlet.name, parameters: { ...base, [parameter.name]: list ? [value] : value } } };
    }),
  );
}

/** The same texts in as few calls as Node lets through. */
function together(tried: Tried[], platform: string): Call[] {
  const calls: Call[] = [];
  for (const { parameter, call } of tried) {
    const joined = ({ cmdlet, parameters }: Call): Call => ({
      cmdlet,
      parameters: { ...parameters, [parameter.name]: call.parameters[parameter.name]! },
    });
    const place = calls.findIndex((one) => !checkCall(joined(one), platform));
    if (place < 0) calls.push(call);
    else calls[place] = joined(calls[place]!);
  }
  return calls;
}

const platforms = ['cloud-connector', 'direct-routing'] as const;

/** A call that is let through goes the same way whatever the platform: PowerShell is asked on the first that has the cmdlet. */
function askedOn(cmdlet: ContractCmdlet): string {
  return platforms.find((platform) => cmdlet.platform.includes(platform)) ?? '';
}

function isText(parameter: ContractParameter): boolean {
  return mismatch('bob', { ...parameter, acceptedValues: undefined }) === null;
}

if (ready.kind === 'none') test.skip(`hostile text through PowerShell: ${ready.reason}`, () => undefined);
else {
  const { executable } = ready;
  const cwd = mkdtempSync(path.join(tmpdir(), 'switchboard-hostile-'));
  const seen: Call[] = [];
  const serve = (platform: (typeof platforms)[number]): Promise<SimulatorServer> =>
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

  describe.each(platforms)('%s', (platform) => {
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

    const cmdlets = [...used].filter((cmdlet) => cmdlet.platform.includes(platform) && triedWith(cmdlet, 'bob').flat().length > 0);
    test.each(cmdlets.map((cmdlet) => [cmdlet.name, cmdlet] as const))('%s: byte for byte, or refused', async (_name, cmdlet) => {
      const sent = new Set<string>();
      if (askedOn(cmdlet) !== platform) {
        for (const { call } of inputs.flatMap((value) => triedWith(cmdlet, value)).flat())
          expect(checkCall(call, platform)).toEqual(checkCall(call, askedOn(cmdlet)));
        return;
      }
      for (const tried of inputs.flatMap((value) => triedWith(cmdlet, value))) {
        const refused = tried.filter(({ call }) => checkCall(call, platform));
        for (const { call } of refused) expect([(await opened.tenant.call(call)).outcome, seen]).toEqual(['not-run', []]);
        const accepted = tried.filter((one) => !refused.includes(one));
        for (const call of together(accepted, platform)) {
          expect([(await opened.tenant.call(call)).outcome, seen]).toEqual(['done', [call]]);
          seen.length = 0;
        }
        for (const { parameter } of accepted) sent.add(parameter.name);
      }
      // what is never sent was refused for another reason than its value
      const free = triedWith(cmdlet, 'bob')
        .flat()
        .filter(({ parameter }) => !parameter.acceptedValues && parameter.name !== 'Group');
      expect([...new Set(free.map(({ parameter }) => parameter.name))].filter((name) => !sent.has(name))).toEqual([]);
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
