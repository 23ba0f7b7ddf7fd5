/** What the simulated tenant is, besides its accounts. */
export const tenantId = '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00';

export const tenantName = 'Contoso';

export const domains = ['contoso.com', 'contoso.onmicrosoft.com', 'contoso.net'];

export interface PstnSite {
  name: string;
  edgeFqdn: string;
  country: string;
  /** First and last number of the site's range, without the last two digits. */
  numbers: string;
}

export const pstnSites = [
  { name: 'Seattle', edgeFqdn: 'ap.contoso.com', country: 'US', numbers: '+142555501' },
  { name: 'Paris', edgeFqdn: 'access-paris.contoso.com', country: 'FR', numbers: '+331426853' },
  { name: 'Tokyo', edgeFqdn: 'access-tokyo.contoso.com', country: 'JP', numbers: '+813451052' },
] as const satisfies readonly PstnSite[];

export type SiteName = (typeof pstnSites)[number]['name'];

/** Where calls of people without a site go: the Access Edge of Seattle. */
export const peerDestination = 'ap.contoso.com';

/** Policy name → ordered PSTN usages. Global stays empty: Calling Plan users would be pulled to the SBC. */
export const onlineVoiceRoutingPolicies: Readonly<Record<string, readonly string[]>> = {
  Global: [],
  'Seattle-National': ['Seattle-National'],
  'Seattle-International': ['Seattle-National', 'Seattle-International'],
  'Paris-National': ['Paris-National'],
  'Paris-International': ['Paris-National', 'Paris-International'],
  'Tokyo-National': ['Tokyo-National'],
  'Tokyo-International': ['Tokyo-National', 'Tokyo-International'],
  'Legacy-Executives': ['Seattle-National', 'Paris-National', 'Worldwide'],
};

/** The id of a group that gives its members a voice routing policy and a licence. */
export const tokyoGroup = '5a0f4c1e-30f4-4c55-9f5e-6d0b2a7c9e11';
