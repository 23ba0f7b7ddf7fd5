import type { ConversationAccount } from 'botbuilder';
import type { Rendered } from '../cards/rendered';
import { asShared } from '../cards/shared';

/** `personal`: somebody's own chat with us. `shared`: a group or a channel, where others read too. */
export const places = ['personal', 'shared'] as const;
export type Place = (typeof places)[number];

/** Channels that say nothing of it are one person's each: local mode, Direct Line. */
export function placeOf({ isGroup, conversationType }: Pick<ConversationAccount, 'isGroup' | 'conversationType'>): Place {
  return isGroup || (conversationType ?? 'personal') !== 'personal' ? 'shared' : 'personal';
}

/** A message as it may stand in a place. @param ownChat the address of the reader's own chat with us; null where there is none. */
export function inPlace(message: Rendered, place: Place, ownChat: string | null): Rendered {
  return place === 'personal' ? message : asShared(message, ownChat);
}

/** The address that opens somebody's own chat with a bot. */
export function ownChatOf({ appId, tenantId }: { appId: string; tenantId: string }): string {
  return `https://teams.microsoft.com/l/chat/0/0?tenantId=${tenantId}&users=28:${appId}`;
}
