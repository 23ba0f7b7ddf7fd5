import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { parse, stringify } from 'yaml';
import { createLog } from '../../src/bot/log';
import { systemClock, type Clock } from '../../src/clock';
import { loadConfig } from '../../src/config';
import { serveSimulator } from '../../src/simulator/server';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import { startSwitchboard } from '../../src/switchboard';
import { openMicrosoft, type Microsoft } from './open-microsoft';
import type { TeamsPerson } from './person';
import { teamsClient, type TeamsClient } from './teams-client';

const cast = ['voice-admin', 'helpdesk', 'approver', 'auditor', 'paris-desk'] as const;

/** A whole Switchboard in production, in this process: Microsoft on this machine on one side, the simulated tenant on the other. */
export interface TeamsStage {
  microsoft: Microsoft;
  /** Those whom the sample configuration names, with accounts of the tenant. */
  people: Record<(typeof cast)[number], TeamsPerson>;
  simulator: Simulator;
  teams: TeamsClient;
  url: string;
  dataDir: string;
  /** Every line of the log. */
  log: string[];
  close(): Promise<void>;
}

type Yaml = Record<string, unknown>;

interface Sample {
  tenant: Yaml;
  groups: Record<string, string>;
  people: Record<string, { name: string; groups: string[] }>;
}

export async function openTeamsStage({
  configure = (file) => file,
  environment = {},
  clock = systemClock,
  population = 30,
  microsoft: given,
  signedIn = true,
}: {
  /** Changes the configuration, made from the sample. */
  configure?: (file: Yaml) => Yaml;
  environment?: Record<string, string>;
  clock?: Clock;
  population?: number;
  /** Whether everybody has signed in before. */
  signedIn?: boolean;
  /** Closed with the stage. */
  microsoft?: Microsoft;
} = {}): Promise<TeamsStage> {
  const microsoft = given ?? (await openMicrosoft());
  const dataDir = mkdtempSync(path.join(tmpdir(), 'switchboard-teams-'));
  const platform = 'cloud-connector';
  const simulator = createSimulator({ platform, seed: 1, population, replicationMs: 0, provisioningMs: 0 });
  const key = randomUUID();
  const tenant = await serveSimulator(simulator, { key });
  writeFileSync(path.join(dataDir, 'simulator.json'), JSON.stringify({ url: tenant.url, key, pid: process.pid, platform }));

  const sample = parse(readFileSync('switchboard.yaml', 'utf8')) as Sample;
  const people = Object.fromEntries(
    cast.map((id) => [id, microsoft.person({ name: String(sample.people[id]?.name), upn: `${id}@contoso.com` })]),
  ) as TeamsStage['people'];
  for (const [name, id] of Object.entries(sample.groups)) {
    const members = cast.filter((one) => sample.people[one]?.groups.includes(name)).map((one) => people[one].objectId);
    microsoft.graph.setGroup(id, members, name);
  }
  if (signedIn) for (const id of cast) microsoft.tokenService.signIn(people[id]);
  const known = cast.map((id) => [id, { ...sample.people[id], objectId: people[id].objectId }]);
  const file = configure({
    ...sample,
    tenant: { ...sample.tenant, id: microsoft.tenantId },
    teams: microsoft.teams,
    people: Object.fromEntries(known) as Yaml,
    directory: { refreshEveryMinutes: 0 },
  });
  const configFile = path.join(dataDir, 'switchboard.yaml');
  writeFileSync(configFile, stringify(file));

  const log: string[] = [];
  const destination = new Writable({ write: (chunk, _encoding, done) => done(void log.push(String(chunk))) });
  const config = loadConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    SWITCHBOARD_CONFIG: configFile,
    DATABASE_URL: 'sqlite::memory:',
    ...microsoft.environment,
    ...environment,
  });
  const switchboard = await startSwitchboard(config, createLog({ level: 'debug', destination }), clock);
  const url = switchboard.url.replace('0.0.0.0', '127.0.0.1');
  return {
    microsoft,
    people,
    simulator,
    teams: teamsClient(microsoft, url),
    url,
    dataDir,
    log,
    async close() {
      await switchboard.stop();
      await Promise.all([tenant.close(), microsoft.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
