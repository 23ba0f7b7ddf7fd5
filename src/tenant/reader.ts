import { may, type Identity, type Person, type Recorded } from '../auth/person';
import { isWrite } from './contract';
import type { Tenant } from './tenant';

/** What somebody's reads go through. */
export type ReadingFor = (person: Person) => Tenant;

/**
 * Whoever may confirm has a role at Microsoft to read with; for the others the application's own identity reads, where the configuration has one.
 * What runs cmdlets never asks here: writes are made with a person's own credentials or not at all.
 */
export function createReading({
  own,
  reader,
  noted,
}: {
  own(person: Identity): Tenant;
  /** Null: there is none, and everybody reads with what they have. */
  reader: Tenant | null;
  /** Told of each read with the reader's identity. */
  noted(): void;
}): ReadingFor {
  const shared = reader && readOnly(reader, noted);
  return (person) => (shared === null || may(person, 'confirm') ? own(person) : shared);
}

/** A door for reads alone: a write is refused before it is sent. */
export function readOnly(tenant: Tenant, noted: () => void): Tenant {
  return {
    settleMs: (cmdlet) => tenant.settleMs(cmdlet),
    async call(call) {
      if (isWrite(call.cmdlet))
        return {
          outcome: 'not-run',
          error: { id: 'ReaderIdentity.NoWrites', message: `The reader identity does not run ${call.cmdlet}.` },
        };
      noted();
      return tenant.call(call);
    },
  };
}

/** Switchboard itself, as whom the application's own credentials read. */
export function readerIdentity({ appId, tenantId }: { appId: string; tenantId: string }): Recorded {
  return { tenantId, objectId: appId, name: 'Switchboard', roles: [] };
}
