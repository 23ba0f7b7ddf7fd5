import { fold } from '../../fields/fold';
import { type Language, languageOf, languages, raw } from '../../i18n/say';
import { sentence } from '../../sentence';
import { tell } from '../present';
import { exampleOf } from '../talk';
import type { ChatCommand } from './command';

/** «language fr»: how somebody is answered everywhere, whatever their client says. «language auto» goes back to that. */
export const language: ChatCommand = {
  name: 'language',
  right: null,
  group: 'conversation',
  async run(talk, { language: said }) {
    const { person } = talk.speech;
    const meant = said === undefined ? null : meaningOf(said);
    if (meant === null) {
      const others = languages.filter((one) => one !== talk.speech.language);
      const commands = [...others.map((one) => raw(one, 'command.language.example')), exampleOf(talk, 'language-auto')];
      return tell(talk, 'info', sentence('talk.language-which', { name: said ?? '', any: said !== undefined }), commands);
    }
    await talk.preferences.change(person, () => ({ language: meant }));
    talk.speech = { ...talk.speech, language: meant };
    const back = exampleOf(talk, 'language-auto');
    await tell(talk, 'info', sentence('talk.language', { back }));
  },
};

export const languageAuto: ChatCommand = {
  name: 'language-auto',
  right: null,
  group: null,
  async run(talk) {
    const { person, language: before } = talk.speech;
    await talk.preferences.change(person, () => ({ language: null }));
    talk.speech = { person, language: languageOf(talk.turn.activity.locale) ?? before };
    await tell(talk, 'info', sentence('talk.language-auto'));
  },
};

/** Each language says in its own file how it is called, whatever is spoken at the time. */
function meaningOf(said: string): Language | null {
  const words = fold(said);
  return languages.find((one) => raw(one, 'talk.language-words').split('|').map(fold).includes(words)) ?? null;
}
