import type { Language } from '../i18n/say';
import type { Parse, Parsed } from './parse';
import { cleaned } from './tokens';

export type Wish = Extract<Parsed, { kind: 'operation' }>;

/**
 * Several wishes said at once: a line for each, lines below a first one that says what is wanted of them («enable voice for:»), or
 * addresses joined by commas and «and». Null where it is not all of that.
 */
export function severalWishes(parse: Parse, typed: string, language: Language): Wish[] | null {
  const lines = cleaned(typed)
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^\s*([-–—•*]|\d{1,2}[.)])\s+/, '').trim())
    .filter((line) => line !== '');
  const texts = lines.length > 1 ? lines : eachAddress(lines[0] ?? '');
  if (texts.length < 2 || texts.length > mostWishes + 1) return null;
  const wish = (text: string): Wish | null => {
    const parsed = parse(text, language);
    return parsed.kind === 'operation' ? parsed : null;
  };
  const [first = '', ...below] = texts;
  const heading = wish(first);
  const isHeading = heading !== null && heading.operation.about !== null && heading.input[heading.operation.about] === undefined;
  const wishes = isHeading ? below.map((line) => wish(`${first.replace(/[\s:,]+$/, '')} ${line}`) ?? wish(line)) : texts.map(wish);
  const found = wishes.filter((one) => one !== null);
  return found.length === wishes.length && found.length > 1 && found.length <= mostWishes ? found : null;
}

/** More at once is work for a list in a file. */
export const mostWishes = 21;

/** The same text once for each of the addresses that are listed in it. */
function eachAddress(text: string): string[] {
  const address = String.raw`[^\s@<>()"',;:]+@[^\s@<>()"',;:]+\.\p{L}+`;
  const list = new RegExp(String.raw`${address}(?:\s*(?:[,;&]|\p{L}{2,3}(?=\s))\s*${address})+`, 'u').exec(text);
  if (!list || !/[,;&]|\s(and|et)\s/i.test(list[0])) return [];
  const words = list[0].replace(new RegExp(address, 'gu'), ' ').trim();
  if (/\p{L}/u.test(words.replace(/\b(and|et)\b/giu, ''))) return [];
  return Array.from(list[0].matchAll(new RegExp(address, 'gu')), ([one]) => text.replace(list[0], one));
}
