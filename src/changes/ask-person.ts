import type { SignInReason } from '../auth/credentials';
import { accountKey } from '../auth/person';
import { sentence, type Sentence } from '../sentence';
import { askForSignIn, hasSignedInSince, lockSignIn } from '../store/sign-ins';
import type { Change, Part } from './change';
import type { ChangesContext } from './context';
import { lockChange, saveMove, savePart } from './save';
import { toRunning } from './to-running';
import { isEnded } from './transition';

/** What of a run only a person can mend. Nothing looks again by itself; whoever goes on finds everything as it was, approvals too. */

type Look = 'again' | { at: null };

/** Waits for a role of Microsoft's, until a person says to go on. */
export async function askRole(
  context: ChangesContext,
  change: Change,
  part: Part,
  { cmdlet, note }: { cmdlet: string; note: Sentence },
): Promise<Look> {
  if (change.state === 'waiting-role') return { at: null };
  const roles = context.rolesFor(cmdlet);
  const said = roles.length === 0 ? note : sentence('note.needsRole', { reason: note, cmdlet, roles });
  await context.database.transaction(async (trx) => {
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state)) return;
    await savePart(trx, part, { note: said });
    const told = { kind: 'change.waiting-role', actor: null, body: { part: part.id, note: said } };
    await saveMove(trx, context.clock, now, [...toRunning(now), 'ask-role'], told);
  });
  context.moved();
  return { at: null };
}

/**
 * Waits for whoever runs it to sign in, and asks them to where they can be reached. Who has signed in since it was tried is not asked: their sign-in
 * came too early to find this change waiting.
 * @param since when it was tried, in milliseconds
 */
export async function askSignIn(
  context: ChangesContext,
  change: Change,
  part: Part,
  { reason, since, note }: { reason: SignInReason; since: number; note: Sentence },
): Promise<Look> {
  if (change.state === 'waiting-sign-in') return { at: null };
  const { clock } = context;
  const person = change.runsAs ?? change.requester;
  const look = await context.database.transaction(async (trx): Promise<Look> => {
    await lockSignIn(trx, accountKey(person));
    const now = await lockChange(trx, change.id);
    if (!now || isEnded(now.state)) return 'again';
    if (await hasSignedInSince(trx, accountKey(person), since)) {
      const resumedAt = clock.now().toISOString();
      const told = { kind: 'change.resumed', actor: person, body: { resumedAt, by: 'sign-in' } };
      await saveMove(trx, clock, now, toRunning(now), told, { resumed_at: resumedAt });
      return 'again';
    }
    await savePart(trx, part, { note });
    const told = { kind: 'change.waiting-sign-in', actor: null, body: { part: part.id, note, person, reason } };
    await saveMove(trx, clock, now, [...toRunning(now), 'ask-sign-in'], told);
    if (context.proven) await askForSignIn(trx, { person: accountKey(person), reason, at: clock.now(), send: true });
    return { at: null };
  });
  context.moved();
  return look;
}
