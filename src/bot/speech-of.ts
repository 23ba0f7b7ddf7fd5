import type { Activity } from 'botbuilder';
import { personOf } from '../auth/people';
import type { Config } from '../config';
import type { Speech } from '../dialogs/conversation';
import { languageOf } from '../i18n/say';

/** Who speaks, and in which language they want to be answered. */
export function speechOf(activity: Activity, config: Pick<Config, 'people' | 'model' | 'language'>): Speech {
  return { person: personOf(activity.from, config), language: languageOf(activity.locale) ?? config.language };
}
