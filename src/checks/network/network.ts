import type { TenantModel } from '../../resources/tenant-model';
import { dial, type DialResult } from './dial';
import { createLookup, type Answer, type Lookup } from './lookup';
import { addressRule } from './public-address';
import { readCertificates, type CertificatesRead } from './read-certificates';

/** The only way to connect: one address of one host of the configuration, looked up once, judged, and kept. */
export interface Door {
  address: string;
  dial(port: number, signal: AbortSignal): Promise<DialResult>;
  certificates(port: number, signal: AbortSignal): Promise<CertificatesRead>;
}

export type Doors =
  | { kind: 'found'; doors: Door[]; /** Addresses that may not be connected to: not public, and not allowed. */ forbidden: string[] }
  | Exclude<Answer<string>, { kind: 'found' }>;

export interface Network {
  lookup: Lookup;
  /** The addresses of a host of the configuration. Throws for any other host: what people type is compared with the configuration before. */
  doorsOf(fqdn: string, signal: AbortSignal): Promise<Doors>;
}

export interface NetworkOptions {
  model: TenantModel;
  /** As `checks` in switchboard.yaml. */
  dnsServers: readonly string[];
  allowPrivate: readonly string[];
  /** For each connection. */
  timeoutMs?: number;
}

export function createNetwork({ model, dnsServers, allowPrivate, timeoutMs = 5_000 }: NetworkOptions): Network {
  const lookup = createLookup({ servers: dnsServers });
  const isAllowed = addressRule(allowPrivate);
  const hosts = new Set(model.sites.flatMap(({ edge, gateways }) => [...(edge ? [edge] : []), ...gateways.map(({ fqdn }) => fqdn)]));
  return {
    lookup,
    async doorsOf(fqdn, signal) {
      if (!hosts.has(fqdn)) throw new Error(`${fqdn} is no Edge and no gateway of the configuration.`);
      const answer = await lookup.addresses(fqdn, signal);
      if (answer.kind !== 'found') return answer;
      return {
        kind: 'found',
        doors: answer.records.filter(isAllowed).map((address) => ({
          address,
          dial: (port, stop) => dial({ address, port, timeoutMs }, stop),
          certificates: (port, stop) => readCertificates({ address, port, timeoutMs, name: fqdn }, stop),
        })),
        forbidden: answer.records.filter((address) => !isAllowed(address)),
      };
    },
  };
}
