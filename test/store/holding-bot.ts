import { systemClock } from '../../src/clock';
import { openDatabase } from '../../src/store/database';
import { storedChange } from './stored-change';

/** A bot process that holds the database until it is killed: one row is committed, another never will be. */
async function hold(url: string): Promise<void> {
  const { db, transaction } = await openDatabase(url, { clock: systemClock });
  await transaction((trx) => storedChange(trx));
  await transaction(async (trx) => {
    await storedChange(trx);
    process.send?.('committed');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  });
  await db.destroy();
}

void hold(String(process.argv[2]));
