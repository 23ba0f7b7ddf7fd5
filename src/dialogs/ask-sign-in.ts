import { sheetCard } from '../cards/views/sheet';
import { sentence } from '../sentence';
import type { SignInNeed } from './conversation';
import { type Talk, answer, exampleOf } from './talk';

/**
 * Asks who speaks to sign in. In a group or channel they are led to the chat with us alone: a sign-in is nobody else's business.
 * @param wish what goes on by itself afterwards
 * @param stays whether it goes on in this conversation
 * @returns false where nobody signs in
 */
export async function askSignIn(
  talk: Talk,
  { reason, wish = null, stays = false }: { reason: SignInNeed; wish?: string | null; stays?: boolean },
): Promise<boolean> {
  const { signIns, turn, speech } = talk;
  if (!signIns) return false;
  if ((await signIns.ask(turn, speech, { reason, wish, stays })) === 'here') return true;
  const url = signIns.chatUrl(exampleOf(talk, 'sign-in'));
  await answer(
    talk,
    sheetCard({
      language: speech.language,
      title: sentence('sign-in.elsewhere.title'),
      intro: [sentence('sign-in.elsewhere.why', { wish: wish !== null })],
      sections: [],
      ours: true,
      links: [{ title: sentence('sign-in.elsewhere.link'), url }],
    }),
  );
  return true;
}
