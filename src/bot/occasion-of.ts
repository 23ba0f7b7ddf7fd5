import type { Activity } from 'botbuilder';
import type { Looked } from '../dialogs/conversation';
import type { AuditEntry } from '../store/audit';
import type { Occasion } from '../store/occasion';

/** What the inbox knows an activity by. */
export function keyOf({ conversation, id }: Activity): { conversation: string; activityId: string } {
  return { conversation: conversation.id, activityId: String(id) };
}

/** Where something came about, for the audit. */
export function occasionOf({ channelId, conversation, id }: Activity): Occasion {
  return { channel: channelId, conversation: conversation.id, activity: String(id) };
}

/** The audit's entry of a turn that only looked at something. */
export function entryOf(occasion: Occasion, { person, ...body }: Looked): AuditEntry {
  return { kind: 'read', changeId: null, actor: person, body, occasion };
}
