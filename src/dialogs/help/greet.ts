import type { Rendered } from '../../cards/rendered';
import { type Talk, answer } from '../talk';
import { ownNames } from './own-names';
import { noteSeen } from './tips';
import { welcomeCard } from './welcome';

/** What can be done first. @param outcome what became of the line that it follows */
export async function greet(talk: Talk, outcome?: Rendered['outcome']): Promise<void> {
  const welcomed = await welcomeCard(talk, await ownNames(talk));
  await answer(talk, Object.assign(welcomed, outcome && { outcome }));
  await noteSeen(talk, welcome);
}

/** The same for whoever has not been greeted yet, in their own chat. */
export async function greetNewcomer(talk: Talk, outcome?: Rendered['outcome']): Promise<void> {
  if (talk.speaker.isShared(talk.turn)) return;
  const { tips } = await talk.preferences.of(talk.speech.person);
  if (!tips.includes(welcome)) await greet(talk, outcome);
}

const welcome = 'welcome';
