import { fold } from '../../fields/fold';
import { hasOwn, type Language, languageOf, languages, raw } from '../../i18n/say';
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
      const others = languages.filter((one) => one !== talk.speech.language && hasOwn(one, 'command.language.example'));
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

/** A language by its code, as its own file says it is called, or as any of the others calls it, whatever is spoken at the time. */
function meaningOf(said: string): Language | null {
  const words = fold(said);
  return languages.find((one) => namesOf(one).map(fold).includes(words)) ?? null;
}

function namesOf(one: Language): string[] {
  const own = hasOwn(one, 'talk.language-words') ? raw(one, 'talk.language-words').split('|') : [];
  return [one, ...own, ...languages.map((other) => new Intl.DisplayNames(other, { type: 'language' }).of(one) ?? one)];
}
