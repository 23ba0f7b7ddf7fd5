import type { Server } from 'restify';
import type { Language } from '../i18n/say';
import type { Identity } from '../auth/person';
import type { TeamsApp } from '../config-teams';
import type { Adapter } from './adapter';
import type { Reach } from './reach';
import { addSignInPages } from './sign-in-pages';
import { createSignInInvokes, type SignInInvokes } from './sign-in-invokes';
import { createSignInSender, type SignInSender } from './sign-in-sender';
import { createSignIns, type SignInDesk, type SignInsOptions } from './sign-ins';
import type { TurnQueue } from './turn-queue';

export interface SignIn {
  desk: SignInDesk;
  invokes: SignInInvokes;
  sender: SignInSender;
  /** When somebody last proved who they are; null: not as far as can be seen. */
  signedInAt(person: Identity): Promise<Date | null>;
}

/** Everything of signing in, put together: what is asked, what Teams answers, who is sent a card, and the pages on the way to Entra. */
export function openSignIn({
  app,
  adapter,
  queue,
  routes,
  language,
  reach,
  ...options
}: Omit<SignInsOptions, 'app' | 'moved'> & {
  app: TeamsApp;
  adapter: Adapter;
  queue: TurnQueue;
  routes: Server;
  language: () => Language;
  reach: Pick<Reach, 'forget'>;
  moved(): void;
}): SignIn {
  const { database, clock, service, tokens, log } = options;
  const desk = createSignIns({
    ...options,
    app,
    moved: () => {
      sender.wake();
      options.moved();
    },
  });
  const sender = createSignInSender({ database, clock, adapter, queue, desk, reach, log });
  const { address } = app;
  if (address !== null) addSignInPages(routes, { app: { ...app, address }, database, service, standing: desk.standing, language, log });
  return {
    desk,
    invokes: createSignInInvokes({ database, clock, service, desk, noteWhere: options.noteWhere, log }),
    sender,
    signedInAt: async (person) => {
      const proof = await tokens.of(person).catch((error: unknown) => {
        log.warn({ err: error }, 'whether somebody is signed in cannot be seen');
        return null;
      });
      return proof?.signedInAt ?? null;
    },
  };
}
