import { z } from 'zod';
import { sentence } from '../../sentence';
import { readRows } from '../../tenant/tenant';
import { cmdletStep } from '../cmdlet-step';
import { ps } from '../power-shell';
import type { SitePlatform } from './site-platform';

const siteRow = z.object({ Identity: z.string(), EdgeFQDN: z.string().nullish() });

/** Cloud Connector: registering the first appliance of a site normally makes it (facts.md a, «site rules»). */
export function cloudConnectorSite(): SitePlatform {
  return {
    async read(tenant, name) {
      const sites = (await readRows(tenant, 'Get-CsHybridPSTNSite')).map((row) => siteRow.parse(row));
      const site = sites.find(({ Identity }) => Identity.toLowerCase() === name.toLowerCase());
      return { facts: { edge: site?.EdgeFQDN ?? null }, shown: { exists: site !== undefined } };
    },
    express: (_now, { fqdn }) => ({ edge: fqdn }),
    plan: (name, { facts, shown }, goal) =>
      shown.exists === true
        ? cmdletStep(facts, goal, 'Set-CsHybridPSTNSite', name, { edge: { parameter: 'EdgeFQDN' } })
        : cmdletStep(facts, goal, 'New-CsHybridPSTNSite', name, { edge: { parameter: 'EdgeFQDN' } }).map((step) => ({
            ...step,
            final: true,
          })),
    reads: (name) => ({
      edge: {
        cmdlet: 'Get-CsHybridPSTNSite',
        parameters: {},
        value: ps`Get-Text ($answer | Where-Object { $_.Identity -eq ${name} }) 'EdgeFQDN'`,
      },
    }),
    describe: ({ facts: { edge } }) => [
      { name: 'edge', value: typeof edge === 'string' ? sentence('value.text', { text: edge }) : sentence('value.none') },
    ],
    warns: ({ shown }) =>
      shown.exists === true
        ? []
        : [sentence('warning.siteByAppliance'), sentence('warning.byHand', { cmdlets: 'Remove-CsHybridPSTNSite' })],
  };
}
