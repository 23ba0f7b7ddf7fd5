import type { Activity, TurnContext } from 'botbuilder';
import type { Speech } from '../dialogs/conversation';
import { placeOf } from './place';
import { asHeard, type Reach } from './reach';

/** The app was added somewhere, or taken away: from then on messages of ours come there, or do not. */
export interface Installed {
  /** Of `installationUpdate` and `conversationUpdate`; nothing for anything else. */
  heard(turn: TurnContext): Promise<void>;
}

export function createInstalled({
  reach,
  speechOf,
  isText,
  greet,
}: {
  reach: Reach;
  speechOf: (activity: Activity) => Promise<Speech>;
  /** Whether this conversation is had in text. */
  isText: (activity: Activity) => Promise<boolean>;
  greet: (turn: TurnContext) => Promise<void>;
}): Installed {
  return {
    async heard(turn) {
      const { activity } = turn;
      if (isGone(activity)) return reach.forget(activity.conversation.id);
      if (!isThere(activity) || placeOf(activity.conversation) === 'shared' || !isKnown(activity)) return;
      await reach.note(activity, asHeard(activity, await speechOf(activity), await isText(activity)));
      await greet(turn);
    },
  };
}

/** Teams says who added it, as a rule; without an account there is nobody to be found. */
function isKnown({ channelId, from }: Activity): boolean {
  return (channelId === 'msteams' ? from?.aadObjectId : from?.id) !== undefined;
}

function isThere({ type, action, membersAdded, recipient }: Activity): boolean {
  if (type === 'installationUpdate') return /^add/.test(action ?? '');
  return type === 'conversationUpdate' && (membersAdded ?? []).some(({ id }) => id === recipient?.id);
}

function isGone({ type, action, membersRemoved, recipient }: Activity): boolean {
  if (type === 'installationUpdate') return /^remove/.test(action ?? '');
  return type === 'conversationUpdate' && (membersRemoved ?? []).some(({ id }) => id === recipient?.id);
}
