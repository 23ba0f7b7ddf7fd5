import { serverFqdn } from '../fields/host-name';
import { mediationServer, serverSite } from '../fields/mediation-server';
import type { MediationServerWish } from '../resources/mediation-server/mediation-server';
import { refuse } from '../resources/resource';
import { defineOperation } from './operation';

/** Once for each Mediation Server, those of a pool too: all of them share the pool's name, which stands for none. */
export const registerMediationServer = defineOperation({
  id: 'register-mediation-server',
  resource: 'mediation-server',
  fields: { server: mediationServer, fqdn: serverFqdn, site: serverSite },
  about: 'server',
  wanted: (_now, { server, fqdn: { fqdn }, site }, { sites }) => {
    if ('none' in site) return refuse('refusal.siteNeeded');
    const pool = sites.find((one) => one.pool === fqdn);
    if (pool) return refuse('refusal.poolFqdn', { fqdn, site: pool.name, servers: pool.mediationServers.map((one) => one.fqdn) });
    const wish: MediationServerWish = { name: server.server, fqdn, site: site.name };
    return wish;
  },
});
