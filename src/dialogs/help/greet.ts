import { type Talk, answer } from '../talk';
import { ownNames } from './own-names';
import { noteSeen } from './tips';
import { welcomeCard } from './welcome';

/** What can be done first. */
export async function greet(talk: Talk): Promise<void> {
  await answer(talk, await welcomeCard(talk, await ownNames(talk)));
  await noteSeen(talk, welcome);
}

/** The same for whoever has not been greeted yet, in their own chat. */
export async function greetNewcomer(talk: Talk): Promise<void> {
  if (talk.speaker.isShared(talk.turn)) return;
  const { tips } = await talk.preferences.of(talk.speech.person);
  if (!tips.includes(welcome)) await greet(talk);
}

const welcome = 'welcome';
