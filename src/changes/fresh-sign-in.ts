import type { Person } from '../auth/person';
import { sentence, type Sentence } from '../sentence';
import type { ChangesContext } from './context';

/**
 * Who confirms a risky change or votes has proved who they are lately: whoever finds an open Teams cannot. Looked up before the transaction that acts.
 * @returns why not; null where the sign-in is fresh, or nobody signs in
 */
export async function whyNotFresh({ proven, clock }: Pick<ChangesContext, 'proven' | 'clock'>, who: Person): Promise<Sentence | null> {
  if (!proven) return null;
  const freshMs = proven.freshMs();
  const at = await proven.at(who);
  const isFresh = at !== null && clock.now().getTime() - at.getTime() <= freshMs;
  return isFresh ? null : sentence('refusal.signInAgain', { minutes: Math.round(freshMs / 60_000) });
}
