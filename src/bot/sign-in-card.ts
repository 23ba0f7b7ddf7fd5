import type { Activity } from 'botbuilder';
import type { SignInNeed } from '../dialogs/conversation';
import { say, type Language } from '../i18n/say';
import type { SignInWays } from './token-service';

/** How somebody is asked to sign in. */
export interface SignInAsking {
  reason: SignInNeed;
  language: Language;
  /** Without cards the link stands in the text. */
  text: boolean;
  /** The name of the OAuth connection: Teams knows by it what it is asked for. */
  connection: string;
  ways: SignInWays;
  /** Whether Teams may do it without a click. */
  silent: boolean;
  /** An address of ours that leads to the link by way of what is asked beyond a plain sign-in. */
  detour: string | null;
  /** The numbers of the changes that wait for it. */
  waiting: readonly number[];
}

/**
 * A sign-in card. An OAuthCard, since that is what Teams signs people in by without a click, and shows consent for; its button opens the link.
 * What a silent sign-in cannot give (a stronger or fresh proof, consent) has to be clicked, so that Teams is not told what to exchange.
 */
export function signInCard({ reason, language, text, connection, ways, silent, detour, waiting }: SignInAsking): Partial<Activity> {
  const link = detour ?? ways.link;
  const why = say(language, { key: `sign-in.why.${reason}`, values: { count: waiting.length, changes: waiting.map(String) } });
  if (text) {
    const words = say(language, { key: 'sign-in.text', values: { why, link } });
    return { type: 'message', text: words, textFormat: 'plain', summary: why };
  }
  const content = {
    text: why,
    connectionName: connection,
    buttons: [{ type: 'signin', title: say(language, { key: 'card.button.signIn' }), value: link }],
    ...(silent && { tokenExchangeResource: ways.exchange, tokenPostResource: ways.post }),
  };
  return { type: 'message', summary: why, attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content }] };
}
