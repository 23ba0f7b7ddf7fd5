import type { Place } from '../auth/scope';
import { siteOfNumber, type Site } from './tenant-model';

/** Where a person belongs: to the site they call through, and to the one whose number they have. */
export function placeOf(
  sites: readonly Site[],
  { site, number, department }: { site: string | null; number: string | null; department: string | null },
): Place {
  return {
    ...placeOfNumber(sites, number),
    sites: [...new Set([...(site === null ? [] : [site]), ...sitesOf(sites, number)])],
    department,
  };
}

export function placeOfNumber(sites: readonly Site[], number: string | null): Place {
  return { sites: sitesOf(sites, number), number };
}

function sitesOf(sites: readonly Site[], number: string | null): string[] {
  const site = number === null ? null : siteOfNumber(number, sites);
  return site ? [site.name] : [];
}
