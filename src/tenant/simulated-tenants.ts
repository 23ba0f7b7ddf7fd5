import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Credentials } from '../auth/credentials';
import type { Identity } from '../auth/person';
import { ownTokens } from './own-tokens';
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
 * @param credentials who signs in brings their own tokens with each call, as with the live tenant; null: who says so is who calls
 */
export function simulatedTenants(file: string, credentials: Credentials | null = null): SimulatedTenants {
  return {
    tenantFor(person) {
      const { url, key, platform } = readCard(file);
      const tokens = credentials && (() => ownTokens(credentials, person));
      return createSimulatedTenant({ url, key, platform, caller: person.objectId, ...(tokens && { tokens }) });
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
