import { claimDue, holdsLease, releaseLease, renewLease } from '../../src/store/leases';
import { freeLeftBehind } from '../../src/store/left-behind';
import { onEachDatabase } from './on-each-database';
import { storedChange } from './stored-change';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 9, minutes));
const due = (minutes: number) => ({ due_at: at(minutes).toISOString() });
const leaseMs = 60_000;

onEachDatabase((test) => {
  test('gives due changes only, the longest waiting first', async (place) => {
    const { db } = await place.open();
    const [late, , early] = [
      await storedChange(db, due(5)),
      await storedChange(db, due(30)),
      await storedChange(db, due(1)),
      await storedChange(db),
    ];
    expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 1 })).toEqual([early]);
    expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 9 })).toEqual([late]);
    expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 9 })).toEqual([]);
  });

  test('gives everybody a turn: who confirmed many keeps nobody waiting who confirmed one', async (place) => {
    const { db } = await place.open();
    const many = [];
    for (let minute = 1; minute <= 6; minute++) many.push(await storedChange(db, { ...due(minute), confirmed_by: 'Vera' }));
    const held = await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 2 });
    expect(held).toEqual(many.slice(0, 2));
    const one = await storedChange(db, { ...due(9), confirmed_by: 'Victor' });
    expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 1 })).toEqual([one]);
    expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 1 })).toEqual(many.slice(2, 3));
  });

  test('gives no change to two workers that ask at once', async (place) => {
    const { db } = await place.open();
    const ids: number[] = [];
    for (let n = 0; n < 20; n++) ids.push(await storedChange(db, due(n % 5)));
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, worker) => claimDue(db, { owner: `w${worker}`, now: at(10), leaseMs, limit: 4 })),
    );
    const rest = await claimDue(db, { owner: 'rest', now: at(10), leaseMs, limit: 20 });
    expect([...claims.flat(), ...rest].sort((a, b) => a - b)).toEqual(ids);
    for (const claim of claims) expect(claim.length).toBeLessThanOrEqual(4);
  });

  test('gives a change to another when its lease ran out, and the first one learns that', async (place) => {
    const { db } = await place.open();
    const id = await storedChange(db, due(1));
    expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 1 })).toEqual([id]);
    expect(await renewLease(db, { id, owner: 'a', now: at(11), leaseMs })).toBe(true);
    expect(await holdsLease(db, { id, owner: 'a' })).toBe(true);
    expect(await claimDue(db, { owner: 'b', now: at(11), leaseMs, limit: 1 })).toEqual([]);
    expect(await claimDue(db, { owner: 'b', now: at(12), leaseMs, limit: 1 })).toEqual([id]);
    expect(await renewLease(db, { id, owner: 'a', now: at(12), leaseMs })).toBe(false);
    expect(await holdsLease(db, { id, owner: 'a' })).toBe(false);
    expect(await releaseLease(db, id, 'a', at(20))).toBe(false);
    expect(await releaseLease(db, id, 'b', null)).toBe(true);
    expect(await claimDue(db, { owner: 'c', now: at(59), leaseMs, limit: 1 })).toEqual([]);
  });

  test('loses no wish that came while a worker had the change', async (place) => {
    const { db } = await place.open();
    const id = await storedChange(db, due(1));
    for (const next of [null, at(40)]) {
      expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 1 })).toEqual([id]);
      await db.updateTable('changes').set(due(10)).where('id', '=', id).execute();
      expect(await claimDue(db, { owner: 'b', now: at(10), leaseMs, limit: 1 })).toEqual([]);
      expect(await releaseLease(db, id, 'a', next)).toBe(true);
    }
    expect(await claimDue(db, { owner: 'a', now: at(10), leaseMs, limit: 1 })).toEqual([id]);
    expect(await releaseLease(db, id, 'a', at(40))).toBe(true);
    expect(await claimDue(db, { owner: 'a', now: at(39), leaseMs, limit: 1 })).toEqual([]);
    expect(await claimDue(db, { owner: 'a', now: at(40), leaseMs, limit: 1 })).toEqual([id]);
  });

  test('gives at once what a dead process left behind, when asked to', async (place) => {
    const { db } = await place.open();
    const [held, parked] = [await storedChange(db, due(1)), await storedChange(db, due(30))];
    expect(await claimDue(db, { owner: 'dead', now: at(10), leaseMs, limit: 9 })).toEqual([held]);
    await freeLeftBehind(db);
    expect(await claimDue(db, { owner: 'next', now: at(10), leaseMs, limit: 9 })).toEqual([held]);
    expect(await claimDue(db, { owner: 'next', now: at(30), leaseMs, limit: 9 })).toEqual(expect.arrayContaining([parked]));
  });
});
