import type { Activity } from 'botbuilder';
import type { Person } from '../auth/person';
import type { KeptPreferences, Speech } from '../dialogs/conversation';
import { languageOf, type Language } from '../i18n/say';

/** Who is heard, and in which language they are answered: the one they asked for, else their client's, else the configuration's. */
export interface Hearing {
  speechOf(this: void, activity: Activity): Promise<Speech>;
  /** The language alone. Who cannot be told from others is answered as their client says. */
  spokenIn(this: void, activity: Activity): Promise<Language>;
}

/** @param speaking throws where it cannot be told who speaks */
export function createHearing({
  speaking,
  preferences,
  language,
}: {
  speaking: (activity: Activity) => Promise<Person>;
  preferences: Pick<KeptPreferences, 'of'>;
  language: () => Language;
}): Hearing {
  const byClient = ({ locale }: Activity): Language => languageOf(locale) ?? language();

  const speechOf: Hearing['speechOf'] = async (activity) => {
    const person = await speaking(activity);
    const preferred = await preferences.of(person);
    return { person, language: preferred.language ?? byClient(activity) };
  };

  return {
    speechOf,
    spokenIn: (activity) =>
      speechOf(activity).then(
        (speech) => speech.language,
        () => byClient(activity),
      ),
  };
}
