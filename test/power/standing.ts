import type { Kysely } from 'kysely';
import type { Change } from '../../src/changes/change';
import { loadChanges } from '../../src/changes/change-rows';
import type { Schema } from '../../src/store/schema';
import { until, type PowerWorld } from './world';

/** Every change there is, oldest first. */
export async function allChanges(db: Kysely<Schema>): Promise<Change[]> {
  const rows = await db.selectFrom('changes').select('id').orderBy('id').execute();
  return loadChanges(
    db,
    rows.map(({ id }) => id),
  );
}

/** The newest change as soon as it fits. */
export async function lastChange(world: PowerWorld, what: string, fits: (change: Change) => boolean, limitMs?: number): Promise<Change> {
  const { db } = await world.look();
  return until(
    what,
    async () => {
      const newest = await db.selectFrom('changes').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
      const [change] = newest ? await loadChanges(db, [newest.id]) : [];
      return change && fits(change) ? change : null;
    },
    limitMs,
  );
}
