import { existsSync } from 'node:fs';
import type { Check, Finding } from '../checks/check';
import type { Clock } from '../clock';
import { readSigningKeys } from '../evidence/signing-keys';
import { proveAuditWritable } from '../store/audit-writable';
import { openDatabase, type Database } from '../store/database';
import { DatabaseError } from '../store/database-error';
import { signatureOf } from '../store/verify-audit';
import { isIntact } from '../store/audit-chain';
import { look, nothing, reasonOf, well, wrong } from './said';

/** Whether the database opens, has the tables of this version, takes an audit entry, and ends with one that this key signed. Brings nothing up to date. */
export function databaseChecks({ url, signingKeyFile, clock }: { url: string; signingKeyFile: string; clock: Clock }): Check[] {
  const target = url.startsWith('sqlite:') ? url : url.replace(/\/\/[^@/]*@/, '//');
  const none = url.startsWith('sqlite:') && url !== 'sqlite::memory:' && !existsSync(url.slice('sqlite:'.length));
  const check = (id: string, run: () => Promise<Finding[]>): Check =>
    look(id, target, async () => (!none ? run() : id === 'database' ? [nothing('database.none')] : []));
  const reading = async (see: (database: Database) => Promise<Finding[]>): Promise<Finding[]> => {
    const database = await openDatabase(url, { clock, readOnly: true });
    try {
      return await see(database);
    } finally {
      await database.close();
    }
  };
  return [
    check('database', () =>
      reading(async () => [well('database.open')]).catch((error: unknown) => [wrong('database.wrong', { reason: reasonOf(error) })]),
    ),
    check('audit.end', async () => {
      try {
        return await reading((database) => endOf(database, signingKeyFile));
      } catch (error) {
        return error instanceof DatabaseError
          ? [wrong('key.wrong', { reason: reasonOf(error) })]
          : [wrong('database.wrong', { reason: reasonOf(error) })];
      }
    }),
    check('audit.writable', async () => {
      try {
        // First without touching anything: tables of another version are left alone.
        await reading(async () => []);
      } catch (error) {
        return [wrong('database.wrong', { reason: reasonOf(error) })];
      }
      try {
        const database = await openDatabase(url, { clock });
        await proveAuditWritable(database, clock).finally(() => database.close());
        return [well('audit.writable')];
      } catch (error) {
        return [error instanceof DatabaseError ? nothing('audit.inUse') : wrong('audit.notWritable', { reason: reasonOf(error) })];
      }
    }),
  ];
}

/** The last entry alone: `npm run audit -- verify` reads them all. */
async function endOf({ db }: Database, signingKeyFile: string): Promise<Finding[]> {
  const last = await db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
  if (!last) return [nothing('audit.none')];
  const keys = readSigningKeys(signingKeyFile);
  const isGood = isIntact(last) && signatureOf(last, keys) === 'good';
  return [isGood ? well('audit.end', { seq: last.seq }) : wrong('audit.wrong', { seq: last.seq })];
}
