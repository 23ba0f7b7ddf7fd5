import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { createAppToken } from '../../src/auth/app-token';
import { createEntra } from '../../src/auth/entra';
import { permissions, readerRoleId } from '../../src/auth/permissions';
import type { Check } from '../../src/checks/check';
import { runChecks, type Outcome } from '../../src/checks/run-checks';
import { systemClock } from '../../src/clock';
import { loadConfig, type Config } from '../../src/config';
import { reportOf } from '../../src/dialogs/checks/report';
import { databaseChecks } from '../../src/doctor/database';
import { doctorChecks } from '../../src/doctor/doctor-checks';
import { machineChecks } from '../../src/doctor/machine';
import { powerShellChecks } from '../../src/doctor/power-shell';

import { openSigningKeys } from '../../src/evidence/signing-keys';
import { appendAudit } from '../../src/store/audit';
import { openDatabase } from '../../src/store/database';
import { migrations } from '../../src/store/migrations';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';
import { engine, environment } from '../powershell/engine';

const group = '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0001';
const nowhere = 'http://127.0.0.1:9';

let microsoft: Microsoft;
let folder: string;
beforeAll(async () => void (microsoft = await openMicrosoft()));
afterAll(() => microsoft.close());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchboard-doctor-'));
  const { entra, graph, tokenService, appId } = microsoft;
  entra.granted.roles = ['GroupMember.Read.All', 'User.ReadBasic.All'];
  entra.granted.wids = [];
  entra.behave(appId, null);
  entra.skew(0);
  graph.fail('groups', null);
  graph.setGroup(group, []);
  tokenService.fail(null);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Part = Record<string, unknown>;

function configured({
  teams = {},
  credentials = {},
  environment = {},
}: { teams?: Part; credentials?: Part; environment?: Record<string, string> } = {}): Config {
  const file = path.join(folder, 'switchboard.yaml');
  const { endpoints, ...rest } = microsoft.teams;
  const wanted = { ...rest, ...teams, endpoints: { ...endpoints, ...(teams.endpoints as Part | undefined) } };
  writeFileSync(file, stringify({ tenant: { id: microsoft.tenantId }, groups: { admins: group }, teams: wanted, credentials }));
  return loadConfig({ SWITCHBOARD_CONFIG: file, DATA_DIR: path.join(folder, 'data'), ...microsoft.environment, ...environment });
}

/** What each check came to: the keys of what was seen, in the order of the checks. */
async function seen(checks: readonly Check[]): Promise<Record<string, string[]>> {
  const faults: unknown[] = [];
  const outcomes = await runChecks(checks, { signal: new AbortController().signal, fault: (error) => faults.push(error) });
  expect(faults).toEqual([]);
  sayable(outcomes);
  return Object.fromEntries(
    outcomes.map(({ check, findings }) => [check.id.slice('doctor.'.length), findings.map((one) => one.seen.key.slice('doctor.'.length))]),
  );
}

/** Every sentence is there in both languages, and every fault has a remedy. */
function sayable(outcomes: readonly Outcome[]): void {
  for (const language of ['en', 'fr'] as const)
    for (const { findings } of reportOf(outcomes, { language, asked: outcomes.length }).checks)
      for (const { result, remedy } of findings) expect(remedy !== null).toBe(result === 'wrong' || result === 'unknown');
}

const examined = (config: Config): Promise<Record<string, string[]>> => {
  const { teams: app } = config;
  const appToken = app && createAppToken(createEntra({ app, clock: systemClock }), systemClock);
  return seen(doctorChecks(config, { appToken, clock: systemClock }));
};

test('a fresh clone in local mode has nothing wrong, and is told where production begins', async () => {
  const config = loadConfig({ DATA_DIR: path.join(folder, 'data') });
  expect(await examined(config)).toEqual({
    mode: ['mode.local'],
    module: ['module.unused'],
    database: ['database.none'],
    'audit.end': [],
    'audit.writable': [],
    folder: ['folder.none'],
    key: ['key.none'],
    memory: ['memory.unused'],
    powershell: ['powershell.unused'],
    bridge: ['powershell.unused'],
  });
});

test('a deployment that has all it needs', async () => {
  expect(await examined(configured())).toMatchObject({
    mode: ['mode.live'],
    'reach.login': ['reach.login'],
    'reach.graph': ['reach.graph'],
    'reach.tokenService': ['reach.tokenService'],
    'reach.botOpenId': ['reach.botOpenId'],
    clock: ['clock.right'],
    app: ['app.token', 'app.permissions'],
    groups: ['app.groups'],
    connection: ['app.connection'],
  });
});

test('a reader with its role and its permissions, and one with more or less', async () => {
  const { granted } = microsoft.entra;
  const config = configured({ credentials: { reader: 'app' } });
  expect(await examined(config)).toMatchObject({ app: ['app.token', 'app.permissions.missing'], reader: ['reader.role.missing'] });
  granted.roles = permissions.filter(({ kind }) => kind === 'application').map(({ name }) => name);
  granted.wids = [readerRoleId, '69091246-20e8-4a56-aa4d-066075b2a7a8'];
  expect(await examined(config)).toMatchObject({ app: ['app.token', 'app.permissions'], reader: ['reader.role', 'reader.role.beyond'] });
});

test('permissions that are missing, and such as are not needed', async () => {
  microsoft.entra.granted.roles = ['User.Read.All', 'Directory.ReadWrite.All'];
  expect(await examined(configured())).toMatchObject({ app: ['app.token', 'app.permissions.missing', 'app.permissions.beyond'] });
});

test.each([
  ['a secret that is not right', { environment: { MICROSOFT_APP_PASSWORD: 'wrong' } }, 'app.token.proof'],
  ['an app that the tenant does not know', { teams: { appId: group } }, 'app.token.app'],
])('%s', async (_what, options, said) => {
  expect(await examined(configured(options))).toMatchObject({ app: [said], connection: [said] });
});

test('a tenant that there is not', async () => {
  const config = configured();
  const app = { ...config.teams!, tenantId: group };
  const appToken = createAppToken(createEntra({ app, clock: systemClock }), systemClock);
  expect(await seen(doctorChecks({ ...config, teams: app }, { appToken, clock: systemClock }))).toMatchObject({
    'reach.login': ['reach.odd'],
    app: ['app.token.tenant'],
  });
});

test('nothing of Microsoft can be reached', async () => {
  const endpoints = { login: nowhere, graph: nowhere, tokenService: nowhere, botOpenId: `${nowhere}/keys` };
  expect(await examined(configured({ teams: { endpoints } }))).toMatchObject({
    'reach.login': ['reach.none'],
    'reach.graph': ['reach.none'],
    'reach.tokenService': ['reach.none'],
    'reach.botOpenId': ['reach.none'],
    clock: ['clock.unknown'],
    app: ['app.token.other'],
    connection: ['app.token.other'],
  });
});

test('somebody else answers in the place of the Bot Framework', async () => {
  const endpoints = { botOpenId: `${microsoft.entra.url}/${microsoft.tenantId}/v2.0/.well-known/openid-configuration` };
  expect(await examined(configured({ teams: { endpoints } }))).toMatchObject({ 'reach.botOpenId': ['reach.odd'] });
});

test('a clock that is wrong', async () => {
  const config = configured();
  const clock = { now: () => new Date(Date.now() + 10 * 60_000) };
  const appToken = createAppToken(createEntra({ app: config.teams!, clock }), clock);
  expect(await seen(doctorChecks(config, { appToken, clock }))).toMatchObject({ clock: ['clock.wrong'] });
});

test('a group that cannot be read, a connection that is not there, a token service that refuses', async () => {
  microsoft.graph.fail('groups', { status: 403, code: 'Authorization_RequestDenied' });
  expect(await examined(configured({ teams: { connection: 'Other' } }))).toMatchObject({
    groups: ['app.groups.unread'],
    connection: ['app.connection.missing'],
  });
  microsoft.tokenService.fail({ status: 403 });
  expect(await examined(configured())).toMatchObject({ connection: ['app.connection.refused'] });
});

describe('the database', () => {
  const look = (url: string) => seen(databaseChecks({ url, signingKeyFile: path.join(folder, 'signing-key.pem'), clock: systemClock }));
  const entry = { kind: 'probe', changeId: null, actor: null, body: {} };

  test('whole; beside a running Switchboard; with an altered end; with another key; of another version; not a database', async () => {
    const url = `sqlite:${path.join(folder, 'switchboard.db')}`;
    const keys = openSigningKeys(path.join(folder, 'signing-key.pem'));
    const hand = { keys, policyVersion: () => null };
    const running = await openDatabase(url, { clock: systemClock, hand });
    expect(await look(url)).toEqual({ database: ['database.open'], 'audit.end': ['audit.none'], 'audit.writable': ['audit.inUse'] });
    await keys.join(running.db);
    await running.transaction((trx) => appendAudit(trx, systemClock, entry));
    await running.close();
    expect(await look(url)).toEqual({ database: ['database.open'], 'audit.end': ['audit.end'], 'audit.writable': ['audit.writable'] });

    const forger = await openDatabase(url, { clock: systemClock });
    await forger.db.updateTable('audit').set({ body: '{"other":1}' }).execute();
    await forger.close();
    expect(await look(url)).toMatchObject({ 'audit.end': ['audit.wrong'] });
    rmSync(path.join(folder, 'signing-key.pem'));
    expect(await look(url)).toMatchObject({ 'audit.end': ['key.wrong'] });

    const old = `sqlite:${path.join(folder, 'old.db')}`;
    await (await openDatabase(old, { clock: systemClock, steps: migrations.slice(0, 1) })).close();
    expect(await look(old)).toEqual({ database: ['database.wrong'], 'audit.end': ['key.wrong'], 'audit.writable': ['database.wrong'] });
    expect(await look('postgres://somebody:secret@127.0.0.1:9/none')).toMatchObject({ database: ['database.wrong'] });
  });

  test('a password in its address is not shown', () => {
    const [check] = databaseChecks({ url: 'postgres://somebody:secret@db.example.com/x', signingKeyFile: 'k', clock: systemClock });
    expect(check?.target).toBe('postgres://db.example.com/x');
  });
});

const notRoot = process.getuid?.() !== 0;

test('folder and key that others may read; a folder in memory that is none', async () => {
  const key = path.join(folder, 'signing-key.pem');
  openSigningKeys(key);
  const look = (over: Partial<Parameters<typeof machineChecks>[0]> = {}) =>
    seen(machineChecks({ dataDir: folder, signingKeyFile: key, handsOver: true, memoryFolder: folder, ...over }));
  expect(await look()).toMatchObject({ folder: ['folder.right'], key: ['key.right'] });
  chmodSync(folder, 0o755);
  chmodSync(key, 0o644);
  expect(await look({ memoryFolder: path.join(folder, 'none') })).toEqual({
    folder: ['folder.open'],
    key: ['key.open'],
    memory: ['memory.none'],
  });
  chmodSync(folder, 0o555);
  // For root every folder can be written to.
  if (notRoot) expect(await look()).toMatchObject({ folder: ['folder.notWritable'] });
  chmodSync(folder, 0o700);
});

test('PowerShell that is not there, that is too old, and that is none', async () => {
  const program = (says: string): string => {
    const file = path.join(folder, `pwsh-${says.replace(/\W/g, '')}`);
    writeFileSync(file, `#!/bin/sh\necho "${says}"\n`, { mode: 0o700 });
    return file;
  };
  const environment = { PATH: process.env.PATH ?? '' };
  const look = (executable: string) => seen(powerShellChecks({ isUsed: true, executable, environment, teamsModule: null }));
  expect(await look(path.join(folder, 'none'))).toEqual({
    powershell: ['powershell.none'],
    module: ['module.unset'],
    bridge: ['bridge.wrong'],
  });
  expect(await look(program('PowerShell 7.2.1'))).toEqual({
    powershell: ['powershell.old'],
    module: ['module.unset'],
    bridge: ['bridge.wrong'],
  });
  expect(await look(program('something else'))).toMatchObject({ powershell: ['powershell.none'] });
});

test('the module of a live tenant, by its version', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-module-'));
  const look = (teamsModule: { path: string; version: string }) =>
    seen(powerShellChecks({ isUsed: false, executable: 'none', environment: {}, teamsModule }));
  const module = { path: folder, version: '7.1.0' };
  expect(await look(module)).toMatchObject({ module: ['module.wrong'] });
  writeFileSync(path.join(folder, 'MicrosoftTeams.psd1'), "@{\nModuleVersion = '7.1.0'\n}");
  expect(await look(module)).toMatchObject({ module: ['module.right'] });
  expect(await look({ ...module, version: '7.2.0' })).toMatchObject({ module: ['module.wrong'] });
  rmSync(folder, { recursive: true });
});

const found = engine();
const withPowerShell = found.kind === 'none' ? test.skip : test;

withPowerShell('the bridge in a real PowerShell', async () => {
  const executable = found.kind === 'none' ? '' : found.executable;
  const [, , bridge] = powerShellChecks({ isUsed: true, executable, environment: environment(), teamsModule: undefined });
  expect(await seen([bridge!])).toEqual({ bridge: ['bridge.right'] });
});
