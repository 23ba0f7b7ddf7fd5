import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/clock';
import { createPool, type Entrance, type Pool, type PoolOptions } from '../../src/tenant/powershell/pool';
import { createPowerShellTenant } from '../../src/tenant/powershell/powershell-tenant';
import type { Session } from '../../src/tenant/powershell/session';
import type { Answer, Tenant } from '../../src/tenant/tenant';
import { realSession } from './open-powershell';

export const faultsModule = path.join(__dirname, 'faults.psm1');

export interface FaultyTenants {
  pool: Pool;
  tenant(admin?: string, timeoutMs?: number): Tenant;
  /** Every call that reached a cmdlet, in order, with the process it ran in. */
  calls(): { fault: string; pid: number }[];
  /** What the cmdlets started. */
  children(): number[];
  close(): void;
}

/** Tenants whose cmdlets are those of faults.psm1, on the real engine. */
export function openFaults({
  more,
  started = () => undefined,
  ...options
}: Partial<PoolOptions> & { more?: Record<string, string>; started?: (session: Session) => void } = {}): FaultyTenants {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-faults-'));
  const start = async (signal: AbortSignal): Promise<Session> => {
    const session = await realSession({ module: faultsModule, cwd: folder, more, signal });
    started(session);
    return session;
  };
  const pool = createPool({ start, clock: systemClock, ...options });
  const lines = (name: string): string[] => {
    try {
      return readFileSync(path.join(folder, name), 'utf8').trim().split('\n');
    } catch {
      return [];
    }
  };
  return {
    pool,
    tenant: (admin = 'admin', timeoutMs = 25_000) =>
      createPowerShellTenant({
        pool,
        door: () => ({ platform: 'direct-routing', entrance: entranceOf(admin, folder) }),
        settleMs: 0,
        timeoutMs,
      }),
    calls: () => lines('calls').map((line) => ({ fault: line.split('|')[0]!, pid: Number(line.split('|')[1]) })),
    children: () => lines('children').map(Number),
    close() {
      pool.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function entranceOf(admin: string, folder: string): Entrance {
  const key = `contoso ${admin}`;
  const connect = { cmdlet: 'Connect-FaultTenant', parameters: { Folder: folder } };
  return { key, binding: () => Promise.resolve({ key, version: '', connect }) };
}

export function write(tenant: Tenant, fault: string): Promise<Answer> {
  return tenant.call({ cmdlet: 'Grant-CsOnlineVoiceRoutingPolicy', parameters: { Identity: 'bob@contoso.com', PolicyName: fault } });
}

export function read(tenant: Tenant, fault: string): Promise<Answer> {
  return tenant.call({ cmdlet: 'Get-CsOnlineUser', parameters: { Identity: fault } });
}

/** Resolves when no such process is left. */
export async function gone(pid: number): Promise<void> {
  while (isThere(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isThere(pid: number): boolean {
  try {
    // what has ended and was not waited for yet is no process any more
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}
