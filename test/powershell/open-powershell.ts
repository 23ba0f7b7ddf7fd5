import path from 'node:path';
import { systemClock } from '../../src/clock';
import { simulatedDoor } from '../../src/tenant/open-tenants';
import { createPool, type PoolOptions } from '../../src/tenant/powershell/pool';
import { createPowerShellTenant } from '../../src/tenant/powershell/powershell-tenant';
import { startSession, type Session } from '../../src/tenant/powershell/session';
import type { Tenant } from '../../src/tenant/tenant';
import { voiceAdmin } from '../changes/world';
import { engine, environment } from './engine';

export const simulatedModule = path.resolve(__dirname, '../../src/tenant/powershell/simulated-module.psm1');

/** A session on the real engine. */
export function realSession({
  module = simulatedModule,
  cwd,
  more = {},
  signal,
}: { module?: string; cwd?: string; more?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Session> {
  const found = engine();
  if (found.kind === 'none') throw new Error(found.reason);
  return startSession({ executable: found.executable, environment: { ...environment(), ...more }, module, cwd, signal });
}

/** The tenant of a simulator that is served already, through a pool of real PowerShell. */
export function openPowerShell(
  card: { url: string; key: string; platform: string },
  options: Partial<PoolOptions> & { cwd?: string } = {},
): { tenant: Tenant; close(): void } {
  const pool = createPool({ start: (signal) => realSession({ cwd: options.cwd, signal }), clock: systemClock, limit: 1, ...options });
  const door = simulatedDoor(card, voiceAdmin);
  return { tenant: createPowerShellTenant({ pool, door: () => door, settleMs: 0 }), close: pool.close };
}
