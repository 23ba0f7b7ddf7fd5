import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Person } from '../auth/person';
import { createSimulatedTenant } from './simulated';
import type { Tenant } from './tenant';

const card = z.object({ url: z.string(), key: z.string(), platform: z.string() });

/**
 * The simulated tenant as each person reaches it. Its process leaves its address in `<dataDir>/simulator.json`,
 * which is read at every use: it may have been started anew.
 */
export function simulatedTenants(dataDir: string): (person: Person) => Tenant {
  return (person) => {
    const { url, key, platform } = readCard(path.join(dataDir, 'simulator.json'));
    return createSimulatedTenant({ url, key, platform, caller: person.objectId });
  };
}

function readCard(file: string): z.infer<typeof card> {
  try {
    return card.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`The simulated tenant does not run: ${file} cannot be read. «npm start» runs it.`, { cause });
  }
}
