/** What the configuration says of the tenant: the sites, and what dialling means on each. */

export type Platform = 'cloud-connector' | 'direct-routing';

export type Dialling = 'national' | 'international';

export interface Site {
  name: string;
  /** ISO 3166-1 alpha-2: national numbers are read in this country. */
  country: string;
  /** First and last number of each range, E.164. */
  ranges: { from: string; to: string }[];
  /** How a person dials who is enabled here. */
  dialling: Dialling;
  /** direct-routing: the voice routing policies that make this site. */
  policies: Record<Dialling, string>;
  /** What comes with the site to whoever gets voice here or moves here: policies by their kind’s fact. */
  grants: Readonly<Record<string, string>>;
  /** direct-routing: the id of the emergency location of who gets voice here or moves here. */
  location: string | null;
  /** cloud-connector: the external FQDN of its Access Edge, which all its appliances share. */
  edge: string | null;
  /** The FQDN that its Mediation Servers share. */
  pool: string | null;
  mediationServers: MediationServer[];
  /** PSTN gateways; session border controllers on direct-routing. */
  gateways: Gateway[];
}

export interface MediationServer {
  name: string;
  /** Internal. */
  fqdn: string;
  /** IPv4, where trunks name it by address. */
  address?: string | undefined;
}

export interface Gateway {
  fqdn: string;
  tlsPort: number;
}

export interface TenantModel {
  platform: Platform;
  tenantId: string;
  tenantName: string;
  /** In the order of the .ini. */
  sipDomains: string[];
  sites: Site[];
}

/** Whether a number is one of the site's; a site without ranges has any. @param number E.164 with an optional `;ext=` */
export function inRanges(number: string, { ranges }: Site): boolean {
  const digits = (text: string) => BigInt(text.replace(/;.*$/, '').slice(1));
  return ranges.length === 0 || ranges.some(({ from, to }) => digits(number) >= digits(from) && digits(number) <= digits(to));
}

/** The site whose numbers this is one of, or null. */
export function siteOfNumber(number: string, sites: readonly Site[]): Site | null {
  return sites.find((site) => site.ranges.length > 0 && inRanges(number, site)) ?? null;
}
