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
}

export interface TenantModel {
  platform: Platform;
  tenantId: string;
  tenantName: string;
  sites: Site[];
}
