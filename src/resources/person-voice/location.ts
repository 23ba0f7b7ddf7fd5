import { z } from 'zod';
import { readRows, type Row, type Tenant } from '../../tenant/tenant';

const row = z.object({
  LocationId: z.string(),
  Location: z.string().nullish(),
  Description: z.string().nullish(),
  HouseNumber: z.string().nullish(),
  StreetName: z.string().nullish(),
  City: z.string().nullish(),
  CountryOrRegion: z.string().nullish(),
});

export interface EmergencyLocation {
  id: string;
  /** «Seattle, Floor 3, 401 Union Street, Seattle, US» */
  name: string;
}

/** Where emergency services are sent: every location of the tenant, or the one of this id. Throws `TenantReadError`. */
export async function emergencyLocations(tenant: Tenant, id?: string): Promise<EmergencyLocation[]> {
  return (await readRows(tenant, 'Get-CsOnlineLisLocation', id === undefined ? {} : { LocationId: id })).map(locationOf);
}

/** The shown fact that holds the name of a location. */
export function nameOfLocation(id: string): string {
  return `${prefix}${id}`;
}

/** The names, as shown facts, of the locations that are asked for so, and of the one that is there. */
export async function locationNames(tenant: Tenant, also: readonly string[], present: string | null): Promise<Record<string, string>> {
  const asked = also.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const ids = new Set([...asked, ...(present !== null && (also.includes('location') || asked.length > 0) ? [present] : [])]);
  const found = await Promise.all([...ids].map((id) => emergencyLocations(tenant, id)));
  return Object.fromEntries(found.flat().map(({ id, name }) => [nameOfLocation(id), name]));
}

const prefix = 'location.';

function locationOf(one: Row): EmergencyLocation {
  const { LocationId, Location, Description, HouseNumber, StreetName, City, CountryOrRegion } = row.parse(one);
  const street = [HouseNumber, StreetName].filter(Boolean).join(' ');
  return { id: LocationId, name: [Description, Location, street, City, CountryOrRegion].filter(Boolean).join(', ') };
}
