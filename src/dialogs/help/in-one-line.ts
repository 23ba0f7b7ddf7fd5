import { patternsOf, textOf } from '../../commands/pattern';
import { raw } from '../../i18n/say';
import type { Talk } from '../talk';
import { idOf, saidIn } from './own-example';

/** The change that was shown last as somebody would ask for it in one line; null where no pattern has just its answers. */
export async function inOneLine({ changes, memory, parse, speech: { person, language } }: Talk): Promise<string | null> {
  if (!memory.shown) return null;
  const { request } = await changes.get(person, memory.shown.id);
  if (request.kind !== 'operation') return null;
  const stem = `operation.${request.operation}`;
  const names = Object.keys(request.input).sort().join(' ');
  for (const { shapes } of patternsOf(raw(language, `${stem}.patterns`), language)) {
    const fitting = shapes
      .filter(({ items }) => slotsOf(items) === names)
      .sort((one, other) => other.items.length - one.items.length)
      .map(({ items }) => textOf(items, request.input));
    const understood = fitting.find((text) => {
      const parsed = parse(text, language);
      return idOf(parsed) === stem && Object.entries(saidIn(parsed)).every(([slot, value]) => request.input[slot] === value);
    });
    if (understood !== undefined) return understood;
  }
  return null;
}

function slotsOf(items: ReturnType<typeof patternsOf>[number]['shortest']): string {
  return items
    .flatMap((item) => ('slot' in item ? [item.slot] : []))
    .sort()
    .join(' ');
}
