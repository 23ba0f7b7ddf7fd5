import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Identity } from '../auth/person';
import { createSimulatedTenant } from './simulated';
import type { Tenant } from './tenant';

const card = z.object({ url: z.string(), key: z.string(), platform: z.string() });

export interface SimulatedTenants {
  tenantFor(person: Identity): Tenant;
  /** Throws when its process does not answer. */
  reach(signal: AbortSignal): Promise<void>;
}

/**
 * The simulated tenant as each person reaches it. Its process leaves its address in a file,
 * which is read at every use: it may have been started anew.
 */
export function simulatedTenants(file: string): SimulatedTenants {
  return {
    tenantFor(person) {
      const { url, key, platform } = readCard(file);
      return createSimulatedTenant({ url, key, platform, caller: person.objectId });
    },
    async reach(signal) {
      const { url, key } = readCard(file);
      const response = await fetch(new URL('/health', url), { headers: { authorization: `Bearer ${key}` }, signal });
      if (!response.ok) throw new Error(`The simulated tenant answers ${response.status} at ${url}.`);
    },
  };
}

/** Where its process is, and the key to it. */
export function readCard(file: string): z.infer<typeof card> {
  try {
    return card.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`The simulated tenant does not run: ${file} cannot be read. «npm start» runs it.`, { cause });
  }
}
