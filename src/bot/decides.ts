import type { Activity } from 'botbuilder';
import { cardAction } from '../cards/action';
import type { Conversation } from '../dialogs/conversation';
import { languageOf } from '../i18n/say';
import { executed } from './card-click';

const looks = ['refresh', 'show', 'script', 'edit', 'undo', 'say', 'fill'];

/** Whether a message or click decides about a change, or stops something. */
export function createDecides({ decides }: Pick<Conversation, 'decides'>): (activity: Activity) => boolean {
  return ({ type, text, value, locale }) => {
    const language = languageOf(locale) ?? 'en';
    const action = cardAction.safeParse(type === 'invoke' ? executed(value) : value);
    if (!action.success) return typeof text === 'string' && decides(language, text.replace(/<at>[^<]*<\/at>/g, ''));
    return action.data.verb === 'say' ? decides(language, action.data.command) : !looks.includes(action.data.verb);
  };
}
