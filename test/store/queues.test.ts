import { markFailed, markHandled, maxAttempts, receive, takeUnhandled } from '../../src/store/inbox';
import { localActivitiesAfter, putLocalActivity } from '../../src/store/local-activities';
import { markShown, noteFailure, passCards, recordCard, takeCardsBehind, textOf } from '../../src/store/sent-cards';
import { onEachDatabase } from './on-each-database';
import { storedChange } from './stored-change';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 9, minutes));
const key = (activityId: string) => ({ conversation: 'c', activityId });
const incoming = (activityId: string) => ({ ...key(activityId), activity: { text: activityId }, at: at(0) });

onEachDatabase((test) => {
  describe('inbox', () => {
    test('takes an activity once, however often and on however many replicas it comes', async (place) => {
      const { db } = await place.open();
      const answers = await Promise.all(Array.from({ length: 8 }, () => receive(db, incoming('1'))));
      expect(answers.sort()).toEqual(['new', ...Array(7).fill('seen')]);
      expect(await receive(db, { ...incoming('1'), conversation: 'other' })).toBe('new');
    });

    test('gives what a crash left unfinished to one taker, with what was said', async (place) => {
      const { db } = await place.open();
      for (const id of ['1', '2', '3']) await receive(db, incoming(id));
      await markHandled(db, key('2'), at(0));
      const late = { olderThan: at(5), now: at(6) };
      expect(await takeUnhandled(db, { olderThan: at(0), now: at(1) })).toEqual({ again: [], givenUp: [] });
      const taken = await Promise.all([takeUnhandled(db, late), takeUnhandled(db, late), takeUnhandled(db, late)]);
      expect(taken.flatMap(({ again }) => again.map((row) => JSON.parse(row.activity)))).toEqual(
        expect.arrayContaining([{ text: '1' }, { text: '3' }]),
      );
      expect(taken.flatMap(({ again }) => again)).toHaveLength(2);
    });

    test('does not let a poison activity go round for ever', async (place) => {
      const { db } = await place.open();
      await receive(db, incoming('fails'));
      await receive(db, incoming('crashes'));
      let fails: string = 'again';
      for (let attempt = 1; attempt < maxAttempts; attempt++) {
        fails = await markFailed(db, key('fails'), at(attempt));
        expect(fails).toBe('again');
        const { again } = await takeUnhandled(db, { olderThan: at(attempt * 10), now: at(attempt * 10) });
        expect(again.map((row) => row.activity_id).sort()).toEqual(['crashes', 'fails']);
      }
      expect(await markFailed(db, key('fails'), at(40))).toBe('given-up');
      const last = await takeUnhandled(db, { olderThan: at(50), now: at(50) });
      expect(last.again).toEqual([]);
      expect(last.givenUp).toMatchObject([{ activity_id: 'crashes', attempts: maxAttempts }]);
      expect(await takeUnhandled(db, { olderThan: at(59), now: at(59) })).toEqual({ again: [], givenUp: [] });
    });
  });

  describe('sent cards', () => {
    const card = (change_id: number, activity_id: string | null, shown_version = 1) => ({
      change_id,
      conversation: 'c',
      activity_id,
      reference: '{}',
      shown_as: '{}',
      shown_version,
    });
    const leaseMs = 60_000;

    test('are taken while they show less than their change, by one sender at a time', async (place) => {
      const { db } = await place.open();
      const moved = await storedChange(db, { version: 3 });
      const still = await storedChange(db, { version: 1 });
      await recordCard(db, card(moved, 'a', 2));
      await recordCard(db, card(moved, 'b', 3));
      await recordCard(db, card(still, 'd'));
      const taken = await Promise.all(Array.from({ length: 4 }, () => takeCardsBehind(db, { now: at(0), leaseMs })));
      expect(taken.flat()).toMatchObject([{ activity_id: 'a', change_id: moved, version: 3, shown_version: 2 }]);
      const [behind] = taken.flat();
      await markShown(db, behind!, behind!.version);
      expect(await takeCardsBehind(db, { now: at(9), leaseMs })).toEqual([]);
      await db.updateTable('changes').set({ version: 4 }).where('id', '=', moved).execute();
      expect(await takeCardsBehind(db, { now: at(9), leaseMs })).toMatchObject([{ activity_id: 'a' }, { activity_id: 'b' }]);
    });

    test('come again after a sender died, after a pause the channel asked for, and not when there is no hope', async (place) => {
      const { db } = await place.open();
      const id = await storedChange(db, { version: 2 });
      await recordCard(db, card(id, 'a'));
      const [first] = await takeCardsBehind(db, { now: at(0), leaseMs });
      expect(await takeCardsBehind(db, { now: at(0), leaseMs })).toEqual([]);
      expect(await takeCardsBehind(db, { now: at(1), leaseMs })).toHaveLength(1);
      await noteFailure(db, first!.id, at(5));
      expect(await takeCardsBehind(db, { now: at(4), leaseMs })).toEqual([]);
      expect(await takeCardsBehind(db, { now: at(5), leaseMs })).toMatchObject([{ failures: 1 }]);
      await noteFailure(db, first!.id, null);
      expect(await takeCardsBehind(db, { now: at(59), leaseMs })).toEqual([]);
    });

    test('show one change per message: the one recorded last', async (place) => {
      const { db } = await place.open();
      const [draft, edited] = [await storedChange(db, { version: 2 }), await storedChange(db, { version: 2 })];
      await recordCard(db, card(draft, 'a'));
      await recordCard(db, card(edited, 'a'));
      expect(await takeCardsBehind(db, { now: at(0), leaseMs })).toMatchObject([{ change_id: edited }]);
    });

    test('pass to the change that takes the place of theirs, also while one is being sent', async (place) => {
      const { db } = await place.open();
      const [old, fresh] = [await storedChange(db, { version: 5 }), await storedChange(db, { version: 1 })];
      await recordCard(db, card(old, 'a'));
      await recordCard(db, card(old, textOf(old)));
      const [sending] = await takeCardsBehind(db, { now: at(0), leaseMs });
      await passCards(db, { from: old, to: fresh });
      await markShown(db, sending!, 5);
      expect(await takeCardsBehind(db, { now: at(0), leaseMs })).toMatchObject([
        { activity_id: 'a', change_id: fresh, version: 1 },
        { activity_id: textOf(fresh), change_id: fresh },
      ]);
    });
  });

  describe('local stream', () => {
    test('brings an edited activity again, under a new watermark', async (place) => {
      const { db, transaction } = await place.open();
      const put = (activityId: string, text: string, conversation = 'c') =>
        transaction((trx) => putLocalActivity(trx, { conversation, activityId, activity: { text } }));
      expect(await put('1', 'review')).toBe(1);
      expect(await put('2', 'question')).toBe(2);
      expect(await put('1', 'progress')).toBe(3);
      expect(await put('1', 'else', 'other')).toBe(1);
      expect((await localActivitiesAfter(db, 'c', 0)).map(({ activity }) => JSON.parse(activity))).toEqual([
        { text: 'question' },
        { text: 'progress' },
      ]);
      expect(await localActivitiesAfter(db, 'c', 2)).toMatchObject([{ position: 3, activity_id: '1' }]);
      expect(await localActivitiesAfter(db, 'c', 3)).toEqual([]);
    });

    test('gives every activity a place of its own when many come at once', async (place) => {
      const { db, transaction } = await place.open();
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          transaction((trx) => putLocalActivity(trx, { conversation: 'c', activityId: `${n}`, activity: n })),
        ),
      );
      expect((await localActivitiesAfter(db, 'c', 0)).map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    });
  });
});
