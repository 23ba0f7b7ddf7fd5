import type { Rendered } from '../cards/rendered';
import type { Change } from '../changes/change';
import type { Database } from '../store/database';
import { cardOf } from '../store/sent-cards';
import type { OwnChat } from './own-chat';
import { inPlace } from './place';
import { shownAs, type ShownAs } from './shown-as';

export type CardFor = (changeId: number, conversation: string) => Promise<{ card: Rendered; version: number } | null>;

/** A change as everybody in a conversation sees it, where it is shown there; null where it is not, whoever asks. */
export function createCardFor({
  database,
  load,
  render,
  own,
}: {
  database: Database;
  load: (changeId: number) => Promise<Change>;
  render: (change: Change, as: ShownAs) => Promise<Rendered | null>;
  own: Pick<OwnChat, 'address'>;
}): CardFor {
  return async (changeId, conversation) => {
    const kept = await cardOf(database.db, changeId, conversation);
    if (kept === null) return null;
    const as = shownAs.parse(JSON.parse(kept));
    const change = await load(changeId);
    const card = await render(change, as);
    return card && { card: inPlace(card, as.place, own.address), version: change.version };
  };
}
