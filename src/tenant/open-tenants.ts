import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Credentials } from '../auth/credentials';
import type { Identity } from '../auth/person';
import type { Clock } from '../clock';
import type { TeamsApp } from '../config-teams';
import { createLiveTenants } from './live/live-tenants';
import { moduleFile } from './live/module-file';
import { createPool } from './powershell/pool';
import { createPowerShellTenant, type Door } from './powershell/powershell-tenant';
import { startSession } from './powershell/session';
import { readCard, simulatedTenants } from './simulated-tenants';
import type { Tenant } from './tenant';
import { unusable } from './unusable';

export interface Tenants {
  tenantFor(person: Identity): Tenant;
  /** Throws when what is behind the door does not answer. */
  reach(signal: AbortSignal): Promise<void>;
  /** Ends what was started for it. A call that runs is lost. */
  close(): void;
}

export interface TenantsOptions {
  backend: 'simulated' | 'powershell-simulated' | 'powershell';
  /** Where the simulated tenant's process leaves its address. */
  simulator: string;
  powershell: { executable: string; environment: Record<string, string> };
  clock: Clock;
  /** For the live tenant: which one, the module that reaches it, where Graph is, and everybody's credentials. */
  model: { platform: string; tenantId: string };
  teamsModule: { path: string; version: string } | null;
  teams: Pick<TeamsApp, 'endpoints'> | null;
  credentialsOfPeople: Credentials | null;
  /** Told of what in the installed module is not as the contract has it, and does not matter. */
  noted?(difference: string): void;
}

/** The tenant as each person reaches it, through the back end of the configuration. Throws an `Error` that says what to do. */
export function openTenants(options: TenantsOptions): Tenants {
  const { backend, simulator, powershell, clock, credentialsOfPeople } = options;
  switch (backend) {
    case 'simulated':
      return { ...simulatedTenants(simulator, credentialsOfPeople), close: () => undefined };
    case 'powershell-simulated':
      return powerShellSimulated(simulator, powershell, clock);
    case 'powershell':
      return live(options);
  }
}

/** A real tenant. Everything that is missing for it is said before anything is started. */
function live({ model, teamsModule, teams, credentialsOfPeople: credentials, powershell, clock, noted }: TenantsOptions): Tenants {
  if (model.platform === 'cloud-connector')
    throw unusable(
      'tenant.backend is «powershell», but the modules of cloud-connector (Skype for Business Online, MSOnline) are retired and reach nothing any more.',
      'Use platform direct-routing, or the back end simulated to try it and «script» to take its cmdlets elsewhere.',
    );
  if (!teams || !credentials)
    throw unusable(
      'tenant.backend is «powershell», which works with each administrator’s own sign-in in Teams.',
      'Configure teams.appId first: docs/live.md.',
    );
  if (!teamsModule)
    throw unusable(
      'tenant.backend is «powershell», but no module is named.',
      'Set tenant.teamsModule to the path and version of MicrosoftTeams.',
    );
  refuseMissing(powershell, 'powershell');
  const module = { file: moduleFile(teamsModule), version: teamsModule.version };
  const { graph } = teams.endpoints;
  return createLiveTenants({ tenantId: model.tenantId, graph, credentials, powershell, module, clock, ...(noted && { noted }) });
}

/** The same simulated tenant; its cmdlets are a generated module in real PowerShell. */
function powerShellSimulated(simulator: string, powershell: TenantsOptions['powershell'], clock: Clock): Tenants {
  const { executable, environment } = powershell;
  refuseMissing(powershell, 'powershell-simulated');
  const module = path.join(__dirname, 'powershell', 'simulated-module.psm1');
  const pool = createPool({ start: (signal) => startSession({ executable, environment, module, signal }), clock });
  const { reach } = simulatedTenants(simulator);
  return {
    tenantFor: (person) => createPowerShellTenant({ pool, door: () => simulatedDoor(readCard(simulator), person), settleMs }),
    reach: async (signal) => void (await Promise.all([reach(signal), pool.prove(signal)])),
    close: pool.close,
  };
}

const settleMs = 1_000;

/** A process is bound to person, tenant process and key: when the simulated tenant starts anew, so does PowerShell. */
export function simulatedDoor(
  { url, key: secret, platform }: { url: string; key: string; platform: string },
  { tenantId, objectId }: Identity,
): Door {
  const server = createHash('sha256').update(`${url} ${secret}`).digest('hex');
  const connect = { cmdlet: 'Connect-SimulatedTenant', parameters: { Url: url, Key: secret, Caller: objectId } };
  const key = `${tenantId} ${objectId} ${server}`;
  return { platform, entrance: { key, binding: () => Promise.resolve({ key, version: '', connect }) } };
}

function refuseMissing({ executable, environment }: TenantsOptions['powershell'], backend: string): void {
  if (isThere(executable, environment.PATH ?? '')) return;
  throw unusable(
    `tenant.backend is «${backend}», but there is no «${executable}» to run.`,
    'Install PowerShell 7.4 or later, or set PWSH to its path, or use the back end «simulated».',
  );
}

function isThere(executable: string, searchPath: string): boolean {
  if (path.basename(executable) !== executable) return isProgram(path.resolve(executable));
  const names = process.platform === 'win32' ? [executable, `${executable}.exe`] : [executable];
  return searchPath.split(path.delimiter).some((folder) => folder !== '' && names.some((name) => isProgram(path.join(folder, name))));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
