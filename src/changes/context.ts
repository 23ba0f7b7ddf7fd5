import type { Policy } from '../approvals/policy';
import type { People } from '../auth/people';
import type { Identity } from '../auth/person';
import type { Place } from '../auth/scope';
import type { Clock } from '../clock';
import type { Operation } from '../operations/operation';
import type { VoiceNumbers } from '../resources/person-voice/voice-platform';
import type { Resource } from '../resources/resource';
import type { TenantModel } from '../resources/tenant-model';
import type { Sentence } from '../sentence';
import type { Database } from '../store/database';
import type { ReadingFor } from '../tenant/reader';
import type { Tenant } from '../tenant/tenant';

/** What everything in changes/ works with; made once by the composition root. */
export interface ChangesContext {
  database: Database;
  clock: Clock;
  people: People;
  model: TenantModel;
  operations: readonly Operation[];
  /** Who may approve what, as the configuration in force says. */
  policy(): Policy;
  resourceOf(kind: string): Resource;
  /** The tenant with this person's own credentials. */
  tenantFor(person: Identity): Tenant;
  /** The tenant for what is only read for somebody: the reader identity's where they have no role of Microsoft's. */
  readingFor: ReadingFor;
  /** The roles of Microsoft's of which any one lets somebody run a cmdlet. */
  rolesFor(cmdlet: string): readonly string[];
  /** The site through which a person calls, as the platform tells it. */
  siteOf(tenant: Tenant, key: string): Promise<string | null>;
  /** Where a person belongs now; null: nobody. Throws `TenantReadError`. */
  placeOf(tenant: Tenant, key: string): Promise<Place | null>;
  /** What the tenant knows of numbers: what free numbers are counted against, and who has one. */
  numbers: VoiceNumbers;
  draftExpiryMs: number;
  coolMs: number;
  /** How long after its end a done change is looked at again, shortest first. */
  recheckAfterMs: readonly number[];
  /** Absent where nobody signs in. */
  proven?: {
    /** When somebody last proved who they are; null: they have to sign in. */
    at(person: Identity): Promise<Date | null>;
    /** Whoever confirms a risky change or votes signed in no longer ago. */
    freshMs(): number;
  };
  /** Called after each committed move, so that the worker and the card sender need not wait for their next poll. */
  moved(): void;
  /** A change is not what its signed record says: for the log and the readiness of this Switchboard. */
  altered(changeId: number, what: Sentence): void;
  /** For the log: something that nobody here can act on, and that is tried again. */
  fault(error: unknown, changeId: number): void;
}

export function operationOf({ operations }: Pick<ChangesContext, 'operations'>, id: string): Operation {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`No operation «${id}».`);
  return operation;
}
