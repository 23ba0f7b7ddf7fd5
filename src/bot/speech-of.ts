import type { Activity } from 'botbuilder';
import type { Person } from '../auth/person';
import type { Config } from '../config';
import type { Speech } from '../dialogs/conversation';
import { languageOf, type Language } from '../i18n/say';

/** Who speaks, and in which language they want to be answered. */
export async function speechOf(
  activity: Activity,
  speaking: (activity: Activity) => Promise<Person>,
  config: Pick<Config, 'language'>,
): Promise<Speech> {
  return { person: await speaking(activity), language: spokenIn(activity, config) };
}

/** The language in which an activity wants to be answered. */
export function spokenIn({ locale }: Activity, { language }: Pick<Config, 'language'>): Language {
  return languageOf(locale) ?? language;
}
