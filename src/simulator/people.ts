import type { Account } from './account';
import { newAccount } from './new-account';
import { createPopulation } from './population';
import type { Platform } from './platform';
import { skuNamed } from './skus';
import { pstnSites } from './tenant-facts';

/** Whom the tenant has: the population, and on cloud-connector the accounts of its Mediation Servers; with 0 people a handful who never phoned. */
export function peopleOf(platform: Platform, seed: number, people: number): Account[] {
  if (people === 0) return plainPeople();
  const population = createPopulation(seed, people);
  return platform === 'cloud-connector' ? [...population, ...mediationServers()] : population;
}

/** Two of Seattle and one of Paris are registered; the one of Tokyo has only its account and department. */
function mediationServers(): Account[] {
  const registered = (site: string, number: number, accessProxyExternalFqdn: string) =>
    mediationServer(site, number, { fqdn: `ms${number}-${site.toLowerCase()}.contoso.local`, accessProxyExternalFqdn });
  return [
    registered('Seattle', 1, pstnSites[0].edgeFqdn),
    registered('Seattle', 2, pstnSites[0].edgeFqdn),
    registered('Paris', 1, pstnSites[1].edgeFqdn),
    mediationServer('Tokyo', 1, null),
  ];
}

function mediationServer(site: string, number: number, server: Account['mediationServer']): Account {
  const account = newAccount(`Mediation ${site} ${number}`, `ms${number}-${site.toLowerCase()}`, {
    plans: [],
    department: 'HybridMediationServer',
    accountType: 'IneligibleUser',
    mediationServer: server,
  });
  return server ? { ...account, sip: `sip:${server.fqdn}@contoso.com` } : account;
}

function plainPeople(): Account[] {
  return [
    newAccount('Ada Admin', 'admin@contoso.onmicrosoft.com', { ...licensed('ENTERPRISEPACK'), department: 'IT' }),
    newAccount('Alice Archer', 'alice', licensed('ENTERPRISEPREMIUM')),
    newAccount('Bruno Blanc', 'bruno', { ...licensed('ENTERPRISEPACK'), usageLocation: 'FR' }),
    newAccount('Chloe Chen', 'chloe', { ...licensed('ENTERPRISEPACK', 'MCOEV'), department: 'Support' }),
    newAccount('Dan Dole', 'dan', { plans: [], usageLocation: null, inDirectoryAt: null }),
  ];
}

function licensed(...partNumbers: string[]): Pick<Account, 'licences' | 'plans'> {
  const inside = new Set(partNumbers.flatMap((name) => skuNamed(name)?.plans ?? []));
  return {
    licences: partNumbers.map((sku) => ({ sku, direct: true, groups: [] })),
    plans: [...inside].map((capability) => ({ capability, status: 'Enabled' })),
  };
}
