import type { Activity } from 'botbuilder';
import type { Rendered } from '../cards/rendered';

/** A rendered message as an activity. With a card the text stays away: clients would show both. */
export function messageOf(message: Rendered, form: 'card' | 'text'): Partial<Activity> {
  if (form === 'text' || !message.card) return { type: 'message', text: message.text, textFormat: 'plain', summary: message.summary };
  return {
    type: 'message',
    summary: message.summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }],
  };
}
