import type { Sentence } from '../../sentence';
import type { Tenant } from '../../tenant/tenant';
import type { FactReads } from '../fact-read';
import type { Facts, Patch, State } from '../facts';
import type { Described, Refusal, Resource, Step } from '../resource';
import type { Dialling } from '../tenant-model';

/** What can be wished of a person's voice, in the words of the domain. A name left out is left alone. */
export interface VoiceWish {
  voice?: boolean;
  voicemail?: boolean;
  number?: string | null;
  /** `null`: no site; calls go the tenant's fallback way. */
  site?: string | null;
  dialling?: Dialling;
  /** Where emergency services are sent, by its id. */
  location?: string;
  /** The product that gives Phone System, by its part number; `null`: taken. */
  licence?: string | null;
  /** Where licences are used: ISO 3166-1 alpha-2. */
  usageLocation?: string;
  /** Policies of one's own by their kind's fact (`policyKinds`); `null`: what group or tenant say. */
  policies?: Readonly<Record<string, string | null>>;
}

/** How a person dials and through where, whatever stores it. */
export interface Calls {
  site: string | null;
  /** `open`: calls abroad are possible as far as the policies go. */
  abroad: 'open' | 'blocked';
  /** Whether the routing policy is one that the configuration knows. */
  known: boolean;
}

/** Whom a listing is about. */
export interface ListScope {
  /** Those with voice switched on alone. */
  voiceOnly: boolean;
  department?: string;
}

/** A number with all its extensions, or every number with this extension. */
export type NumberWanted = { base: string } | { extension: string };

/** A number as the tenant knows it. */
export interface KnownNumber {
  /** E.164, with `;ext=` where it has an extension. */
  number: string;
  /** The account that has it, as `accountShown` tells it. */
  holder: Facts | null;
  /** What has it when no account does: Microsoft's word, such as `ConferenceAssigned`. */
  service: string | null;
  /** `DirectRouting`, `CallingPlan` …; null where the platform has one kind alone. */
  type: string | null;
  /** Only the local Active Directory can change it. */
  onPremises: boolean;
  /** Microsoft keeps it from being given, for a while or for ever. */
  blocked: boolean;
}

/** What a platform answers about numbers. */
export interface VoiceNumbers {
  /** Who holds a number, or why it cannot be given to this person. */
  numberObstacle: Resource['obstacle'];
  /** The numbers in use by anyone or anything that begin with these characters (`+1425555`). */
  usedNumbers(tenant: Tenant, startsWith: string): Promise<string[]>;
  /** What the tenant knows of a number. A hundred at most. Throws `TenantReadError`. */
  lookUp(tenant: Tenant, wanted: NumberWanted): Promise<KnownNumber[]>;
}

/** What a platform answers about a person's voice: the cmdlets are known here and nowhere else. */
export interface VoicePlatform extends VoiceNumbers {
  read: Resource['read'];
  statusAlso: readonly string[];
  beside?: Resource['beside'];
  express(now: State, wish: VoiceWish): Patch | Refusal;
  plan(key: string, from: State, goal: Patch): Step[];
  reads(key: string, before: State, goal: Patch): FactReads;
  calls(facts: Facts): Calls;
  /** What the service will derive once the goal is reached, of the facts that only show. */
  derived(goal: Patch): Facts;
  /**
   * Everybody in the scope, some at a time: the facts of `read` as far as listings show them. Deleted accounts and guests too.
   * Memory stays that of a page. Throws `TenantReadError`.
   */
  list(tenant: Tenant, scope: ListScope): AsyncIterable<State[]>;
  /** Where calls go of people without a site. Throws `TenantReadError`. */
  fallback(tenant: Tenant): Promise<Sentence>;
  /** What else only a status shows. */
  extraLines(tenant: Tenant, state: State): Promise<Described[]>;
}
