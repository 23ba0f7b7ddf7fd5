import type { Site, TenantModel } from '../../src/resources/tenant-model';
import type { Finding } from '../../src/checks/check';
import type { Network } from '../../src/checks/network/network';
import type { RunOptions } from '../../src/checks/run-checks';
import { languages, say } from '../../src/i18n/say';

/** Two sites, one of which has a name that PowerShell would run. */
export const strangeSite = '$(Remove-Item C:\\ -Recurse)';

export const checkModel: TenantModel = {
  platform: 'cloud-connector',
  tenantId: '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00',
  tenantName: 'Contoso',
  sipDomains: ['contoso.com', 'fabrikam.com'],
  sites: [site('Seattle', 'ap.contoso.com', 'seattle', ['ms1', 'ms2']), site(strangeSite, 'access-paris.contoso.com', 'paris', ['ms3'])],
};

export const sbcModel: TenantModel = { ...checkModel, platform: 'direct-routing' };

function site(name: string, edge: string, place: string, servers: string[]): Site {
  return {
    name,
    country: 'US',
    ranges: [],
    dialling: 'national',
    policies: { national: `${name}-National`, international: `${name}-International` },
    grants: {},
    location: null,
    edge,
    pool: `pool-${place}.contoso.local`,
    mediationServers: servers.map((server, at) => ({
      name: `Mediation ${server}`,
      fqdn: `${server}.contoso.local`,
      address: `10.1.0.${at + 1}`,
    })),
    gateways: [{ fqdn: `gw-${place}.contoso.net`, tlsPort: 5061 }],
  };
}

/** How a test runs checks of which none may break. */
export const soundRun: RunOptions = {
  signal: new AbortController().signal,
  fault: (error, { id }) => {
    throw new Error(`${id} broke`, { cause: error });
  },
};

/** Result and last words of each key, and proof that both languages can say it. */
export function shortly(findings: readonly Finding[]): string[] {
  return findings.map(({ result, seen, remedy }) => {
    for (const language of languages) for (const one of remedy ? [seen, remedy] : [seen]) expect(say(language, one)).toMatch(/\S/);
    expect(remedy === null).toBe(result === 'ok');
    return `${result} ${seen.key.replace(/^check\.\w+\./, '').replace(/\.seen$/, '')}`;
  });
}

/** The ports of the real hosts stand elsewhere on this machine. */
export function withPorts(network: Network, ports: Record<number, number>): Network {
  return {
    lookup: network.lookup,
    async doorsOf(fqdn, signal) {
      const found = await network.doorsOf(fqdn, signal);
      if (found.kind !== 'found') return found;
      const doors = found.doors.map((door) => ({
        address: door.address,
        dial: (port: number, stop: AbortSignal) => door.dial(ports[port] ?? port, stop),
        certificates: (port: number, stop: AbortSignal) => door.certificates(ports[port] ?? port, stop),
      }));
      return { ...found, doors };
    },
  };
}
