import { z } from 'zod';
import type { Row, Tenant } from './tenant';

/**
 * The same tenant for one turn: whom a search has just found is not read again by object id, which saves a status a second of PowerShell.
 * For what is only shown; what decides about a write reads anew.
 */
export function rememberUsers(tenant: Tenant): Tenant {
  const found = new Map<string, Row>();
  return {
    ...tenant,
    async call(call) {
      const { cmdlet, parameters } = call;
      if (cmdlet !== 'Get-CsOnlineUser') return tenant.call(call);
      const [name, ...others] = Object.keys(parameters);
      const known = name === 'Identity' && others.length === 0 ? found.get(String(parameters.Identity)) : undefined;
      if (known) return { outcome: 'done', output: [known], warnings: [] };
      const answer = await tenant.call(call);
      for (const row of answer.outcome === 'done' ? answer.output : []) found.set(identified.parse(row).Identity, row);
      return answer;
    },
  };
}

const identified = z.object({ Identity: z.string() });
