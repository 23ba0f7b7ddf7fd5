import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { accountKey } from '../auth/person';
import { lockUntilCommit } from './lock';
import type { Schema, SignInRow } from './schema';

export type Trx = Transaction<Schema>;
type Db = Kysely<Schema> | Trx;

/** What somebody said that goes on once they have signed in. */
export interface Wish {
  text: string;
  locale: string | null;
  /** The conversation in which it goes on, as a reference; null: wherever we speak with them alone. */
  reference: unknown;
}

/** What somebody has to sign in for. Tokens are nowhere in here. */
export interface SignInAsked {
  person: string;
  reason: string;
  /** 256 random bits that lead back to this row from a browser. */
  nonce: string;
  /** Whether Teams may sign them in without a click. */
  silent: boolean;
  wish: Wish | null;
  askedAt: string;
}

/**
 * Somebody has to sign in. Asked again it is one asking, with the last reason; what they said last is kept.
 * @param person `tenantId|objectId`
 * @param send whether a card has to be sent for it, wherever they can be reached; false: they are shown one just now
 */
export async function askForSignIn(
  db: Db,
  {
    person,
    reason,
    at,
    send,
    silent = reason === 'signed-out' || reason === 'other-account',
    wish,
  }: { person: string; reason: string; at: Date; send: boolean; silent?: boolean; wish?: Wish },
): Promise<SignInAsked> {
  const moment = at.toISOString();
  const asked = {
    reason,
    nonce: randomBytes(32).toString('base64url'),
    silent: silent ? 1 : 0,
    asked_at: moment,
    send_at: send ? moment : null,
    failures: 0,
    ...(wish && { wish: JSON.stringify(wish) }),
  };
  const row = await db
    .insertInto('sign_ins')
    .values({ person, wish: null, signed_in_at: null, ...asked })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(asked))
    .returningAll()
    .executeTakeFirstOrThrow();
  return askedOf(row);
}

/** Their sign-in and what waits for it are written one after the other. Take this before any change. */
export async function lockSignIn(trx: Trx, person: string): Promise<void> {
  await lockUntilCommit(trx, `sign-in|${person}`);
}

/** What somebody is asked to sign in for; null when they are not. */
export async function signInAsked(db: Db, by: { person: string } | { nonce: string }): Promise<SignInAsked | null> {
  const query = db.selectFrom('sign_ins').selectAll().where('reason', 'is not', null);
  const row = await ('person' in by ? query.where('person', '=', by.person) : query.where('nonce', '=', by.nonce)).executeTakeFirst();
  return row ? askedOf(row) : null;
}

/** Teams could not sign them in by itself: they have to click. @returns whether this is news */
export async function noMoreSilently(db: Db, person: string): Promise<boolean> {
  const changed = await db
    .updateTable('sign_ins')
    .set({ silent: 0 })
    .where('person', '=', person)
    .where('silent', '=', 1)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** They have signed in: nothing is asked any more. @returns what goes on now */
export async function noteSignedIn(trx: Trx, person: string, at: Date): Promise<SignInAnswered> {
  const before = await trx.selectFrom('sign_ins').selectAll().where('person', '=', person).executeTakeFirst();
  const after = { ...nothingAsked, signed_in_at: at.toISOString() };
  await trx
    .insertInto('sign_ins')
    .values({ person, ...after })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(after))
    .execute();
  const asked = before?.reason ? askedOf(before) : null;
  return { wish: asked?.wish ?? null, reason: asked?.reason ?? null, askedAt: asked?.askedAt ?? null, nonce: asked?.nonce ?? null };
}

/** What somebody was asked who has signed in: nothing, where all is null. */
export interface SignInAnswered {
  wish: Wish | null;
  reason: string | null;
  askedAt: string | null;
  nonce: string | null;
}

const account = z.object({ tenantId: z.string(), objectId: z.string() });

/** The numbers of the changes that wait for this person's sign-in. */
export async function waitingForSignIn(db: Db, person: string): Promise<number[]> {
  const rows = await db.selectFrom('changes').select(['id', 'runs_as']).where('state', '=', 'waiting-sign-in').orderBy('id').execute();
  // A row that says something else is for whoever reads the change to tell.
  const accountIn = (runsAs: string | null) => account.safeParse(JSON.parse(runsAs ?? 'null')).data;
  return rows.flatMap(({ id, runs_as }) => {
    const found = accountIn(runs_as);
    return found && accountKey(found) === person ? [id] : [];
  });
}

/** They have signed out: a sign-in from before tells nothing any more, and what they said is not done later. */
export async function noteSignedOut(trx: Trx, person: string): Promise<void> {
  await trx
    .updateTable('sign_ins')
    .set({ ...nothingAsked, signed_in_at: null })
    .where('person', '=', person)
    .execute();
}

/** @param since in milliseconds */
export async function hasSignedInSince(db: Db, person: string, since: number): Promise<boolean> {
  const row = await db.selectFrom('sign_ins').select('signed_in_at').where('person', '=', person).executeTakeFirst();
  return row?.signed_in_at !== undefined && row.signed_in_at !== null && Date.parse(row.signed_in_at) > since;
}

/** A card to be sent: what is asked, and where the person can be reached. */
export type SignInToSend = SignInAsked & Pick<Schema['reachable'], 'conversation' | 'reference' | 'shown_as'> & { failures: number };

/** Takes what has to be sent, for those who can be reached; nobody else gets it for `leaseMs`. */
export async function takeSignInsToSend(
  trx: Trx,
  { now, leaseMs, limit = 50 }: { now: Date; leaseMs: number; limit?: number },
): Promise<SignInToSend[]> {
  const moment = now.toISOString();
  const due = await trx
    .selectFrom('sign_ins')
    .innerJoin('reachable', 'reachable.person', 'sign_ins.person')
    .selectAll('sign_ins')
    .select(['reachable.conversation', 'reachable.reference', 'reachable.shown_as'])
    .where('reason', 'is not', null)
    .where('send_at', '<=', moment)
    .orderBy('send_at')
    .limit(limit)
    .execute();
  const taken: SignInToSend[] = [];
  for (const { conversation, reference, shown_as, failures, ...row } of due) {
    const mine = await trx
      .updateTable('sign_ins')
      .set({ send_at: new Date(now.getTime() + leaseMs).toISOString() })
      .where('person', '=', row.person)
      .where('send_at', '=', row.send_at)
      .executeTakeFirst();
    if (mine.numUpdatedRows > 0n) taken.push({ ...askedOf({ failures, ...row }), conversation, reference, shown_as, failures });
  }
  return taken;
}

/** It was sent; null as `again`: never again. What was asked anew meanwhile is sent anew. */
export async function noteSignInSent(db: Db, { person, nonce }: SignInAsked, again: Date | null): Promise<void> {
  await db
    .updateTable('sign_ins')
    .set((row) => ({ send_at: again?.toISOString() ?? null, failures: row('failures', '+', again ? 1 : 0) }))
    .where('person', '=', person)
    .where('nonce', '=', nonce)
    .execute();
}

/** What nobody signed in for since is not done any more, as with drafts. */
export async function forgetWishes(db: Db, before: Date): Promise<void> {
  await db.updateTable('sign_ins').set(nothingAsked).where('asked_at', '<', before.toISOString()).execute();
}

const nothingAsked = { reason: null, nonce: null, silent: 0, wish: null, asked_at: null, send_at: null, failures: 0 };

function askedOf({ person, reason, nonce, silent, wish, asked_at }: Selectable<SignInRow>): SignInAsked {
  return {
    person,
    reason: String(reason),
    nonce: String(nonce),
    silent: silent === 1,
    wish: wish === null ? null : (JSON.parse(wish) as Wish),
    askedAt: String(asked_at),
  };
}
