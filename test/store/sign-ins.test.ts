import {
  askForSignIn,
  forgetWishes,
  hasSignedInSince,
  noMoreSilently,
  noteSignedIn,
  noteSignInSent,
  signInAsked,
  takeSignInsToSend,
} from '../../src/store/sign-ins';
import { noteReachable } from '../../src/store/reachable';
import { beginExchange, endExchange, leaveExchange } from '../../src/store/token-exchanges';
import { onEachDatabase } from './on-each-database';

const at = new Date('2026-11-24T08:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const person = 'tenant|vera';
const wish = { text: 'sites', locale: 'en-US', reference: null };

onEachDatabase((test) => {
  test('keeps what was said last until the sign-in, once', async (place) => {
    const { db, transaction } = await place.open();
    await askForSignIn(db, { person, reason: 'signed-out', at, send: false, wish });
    const again = await askForSignIn(db, { person, reason: 'claims', at, send: true });
    expect(again).toMatchObject({ reason: 'claims', silent: false, wish });
    expect(await signInAsked(db, { nonce: again.nonce })).toMatchObject({ person });
    const answered = await Promise.all([1, 2].map(() => transaction((trx) => noteSignedIn(trx, person, at))));
    expect(answered.filter((one) => one.wish !== null)).toHaveLength(1);
    expect(await signInAsked(db, { person })).toBeNull();
    expect(await signInAsked(db, { nonce: again.nonce })).toBeNull();
    expect([await hasSignedInSince(db, person, at.getTime() - 1), await hasSignedInSince(db, person, at.getTime())]).toEqual([true, false]);
  });

  test('hands a card to be sent to one sender, once the person can be reached', async (place) => {
    const { db, transaction } = await place.open();
    const asked = await askForSignIn(db, { person, reason: 'signed-out', at, send: true });
    const take = (now: Date) => transaction((trx) => takeSignInsToSend(trx, { now, leaseMs: 60_000 }));
    expect(await take(at)).toEqual([]);
    await noteReachable(db, { person, conversation: 'c', reference: '{}', shown_as: '{}', at: at.toISOString() });
    const taken = await Promise.all([take(at), take(at)]);
    expect(taken.flat()).toMatchObject([{ person, conversation: 'c', nonce: asked.nonce }]);
    // Whoever took it is dead: the next one has it.
    expect(await take(later(60_000))).toHaveLength(1);
    await noteSignInSent(db, asked, null);
    expect(await take(later(600_000))).toEqual([]);
  });

  test('does not take a card for sent that was asked anew while it was', async (place) => {
    const { db, transaction } = await place.open();
    await noteReachable(db, { person, conversation: 'c', reference: '{}', shown_as: '{}', at: at.toISOString() });
    const first = await askForSignIn(db, { person, reason: 'signed-out', at, send: true });
    await askForSignIn(db, { person, reason: 'claims', at, send: true });
    await noteSignInSent(db, first, null);
    expect(await transaction((trx) => takeSignInsToSend(trx, { now: at, leaseMs: 1 }))).toMatchObject([{ reason: 'claims' }]);
  });

  test('tells once that Teams cannot do it by itself, and forgets what was never answered', async (place) => {
    const { db } = await place.open();
    await askForSignIn(db, { person, reason: 'signed-out', at, send: false, wish });
    expect([await noMoreSilently(db, person), await noMoreSilently(db, person)]).toEqual([true, false]);
    await forgetWishes(db, at);
    expect(await signInAsked(db, { person })).not.toBeNull();
    await forgetWishes(db, later(1));
    expect(await signInAsked(db, { person })).toBeNull();
  });

  test('lets one of many do an exchange, and gives its answer to all', async (place) => {
    const { db } = await place.open();
    const begun = await Promise.all(Array.from({ length: 4 }, () => beginExchange(db, 'x', at)));
    expect(begun.sort()).toEqual(['mine', 'theirs', 'theirs', 'theirs']);
    await endExchange(db, 'x', { status: 412, body: { id: 'x' } });
    expect(await beginExchange(db, 'x', at)).toEqual({ status: 412, body: { id: 'x' } });
  });

  test('lets another one do what was begun by one that failed, or died', async (place) => {
    const { db } = await place.open();
    await beginExchange(db, 'x', at);
    await leaveExchange(db, 'x');
    expect(await beginExchange(db, 'x', at)).toBe('mine');
    expect(await beginExchange(db, 'x', later(19_000))).toBe('theirs');
    expect((await Promise.all([1, 2].map(() => beginExchange(db, 'x', later(21_000))))).sort()).toEqual(['mine', 'theirs']);
  });
});
