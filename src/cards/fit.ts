import { say, type Language } from '../i18n/say';
import { listOf } from './dress';

/** Teams refuses messages over 28 KB; 25 KB leave room for the activity around the card. */
export const maxCardBytes = 25 * 1024;

type Element = Record<string, unknown>;

/** A card that can be sent: parts whose id begins with `detail` give way, last first. The text form keeps them. Throws when that is not enough. */
export function fit(card: Element, language: Language): Element {
  if (bytes(card) <= maxCardBytes) return card;
  const small = structuredClone(card);
  const details = detailsOf(listOf(small.body));
  const note = { type: 'TextBlock', wrap: true, isSubtle: true, text: say(language, { key: 'card.leftOut' }) };
  while (bytes(small) > maxCardBytes) {
    const detail = details.pop();
    if (!detail) throw new Error(`A card of ${bytes(small)} bytes cannot be made to fit ${maxCardBytes}.`);
    detail.items = [note];
  }
  return small;
}

const bytes = (card: Element): number => Buffer.byteLength(JSON.stringify(card));

function detailsOf(elements: Element[]): Element[] {
  return elements.flatMap((element) => [
    ...(typeof element.id === 'string' && element.id.startsWith('detail') ? [element] : []),
    ...detailsOf([...listOf(element.items), ...listOf(element.columns)]),
  ]);
}
