import type { Tenant } from '../../tenant/tenant';
import type { FactReads } from '../fact-read';
import type { Facts, Goal, Patch, State } from '../facts';
import { refuse, type CmdletStep, type Refusal } from '../resource';

/** A product that the tenant has bought, as its platform reads it. */
export interface Product {
  /** SkuPartNumber. */
  part: string;
  /** What the cmdlets of the platform want. */
  id: string;
  freeSeats: number;
  /** Its service plans by name. Rules match these: part numbers change with each offer. */
  plans: string[];
}

/** What a person has of the tenant's products. */
export interface Held {
  part: string;
  direct: boolean;
  /** The names of the groups that give it. */
  groups: string[];
}

export interface LicenceFacts {
  products: Product[];
  held: Held[];
  usageLocation: string | null;
}

/** Licences are kept by Microsoft Online on cloud-connector and by Microsoft Graph on direct-routing. */
export interface LicenceStore {
  /** Throws `TenantReadError`. */
  read(tenant: Tenant, key: string): Promise<LicenceFacts>;
  giving(from: State, goal: Patch): CmdletStep[];
  taking(from: State, goal: Patch): CmdletStep[];
  /** `licence` and `usageLocation`, for a script. */
  reads(key: string, before: State, goal: Patch): FactReads;
}

const phoneSystem = 'MCOEV';

/** In the order of preference. With a suite in hand the add-on is enough; without one E5 has all that calling needs (facts.md, «licences»). */
const addOns = ['MCOEV'];
const suites = ['ENTERPRISEPREMIUM', 'SPE_E5', 'ENTERPRISEPREMIUM_NOPSTNCONF'];

/** The facts of licences: the one that gives Phone System and can be given and taken here, and where it is used. */
export function licenceState({ products, held, usageLocation }: LicenceFacts): Pick<State, 'facts' | 'shown'> {
  const plansOf = (part: string) => products.find((product) => product.part === part)?.plans ?? [];
  const phones = held.filter(({ part }) => plansOf(part).includes(phoneSystem));
  const group = phones.flatMap(({ groups }) => groups)[0] ?? null;
  return {
    facts: { licence: phones.find(({ direct }) => direct)?.part ?? null, usageLocation },
    shown: {
      licenceGroup: group,
      hasSuite: held.some(({ part }) => isSuite(plansOf(part))),
      ...Object.fromEntries(products.map(({ part, id }) => [idOf(part), id])),
      ...Object.fromEntries(products.map(({ part, freeSeats }) => [seatsOf(part), freeSeats])),
    },
  };
}

/** Whether this product is more than a phone: mail and Teams go with it. */
export function isWholeSuite(part: unknown): boolean {
  return typeof part === 'string' && !addOns.includes(part);
}

/** The product that gives this person a phone, or why there is none. Only over a state that was read with its licence. */
export function licenceToGive({ facts, shown }: State): { part: string } | Refusal {
  if (typeof facts.licence === 'string') return { part: facts.licence };
  const fitting = shown.hasSuite === true ? addOns : suites;
  const bought = fitting.filter((part) => seatsOf(part) in shown);
  const free = bought.find((part) => Number(shown[seatsOf(part)]) > 0);
  if (free !== undefined) return { part: free };
  const values = { name: String(shown.name), upn: String(shown.upn), product: (bought[0] ?? fitting[0])! };
  return refuse(bought.length > 0 ? 'refusal.noSeat' : 'refusal.noProduct', values);
}

/** What a wish says of licences, as facts. */
export function licenceGoals({ licence, usageLocation }: { licence?: string | null; usageLocation?: string }): Record<string, Goal> {
  return { ...(usageLocation !== undefined && { usageLocation }), ...(licence !== undefined && { licence }) };
}

/** The id of a product as its cmdlets want it; the part number where it was not read. */
export function productId({ shown }: State, part: unknown): string {
  return String(shown[idOf(String(part))] ?? part);
}

/** The products that a change can be about, by their ids: those that give a phone as far as is known before. */
export function phoneProducts(before: State, goal: Patch): Record<string, string> {
  const named = [before.facts.licence, goal.licence].filter((part) => typeof part === 'string');
  return Object.fromEntries([...addOns, ...suites, ...named].map((part) => [productId(before, part), part]));
}

/** Whether Phone System is there to be used. */
export function hasPhoneSystem(shown: Facts): boolean {
  return shown.phoneSystemPlan === 'Enabled' || shown.phoneSystemPlan === 'Success';
}

function isSuite(plans: readonly string[]): boolean {
  return plans.includes('TEAMS1') || plans.includes('MCOSTANDARD');
}

function idOf(part: string): string {
  return `product.${part}`;
}

function seatsOf(part: string): string {
  return `seats.${part}`;
}
