import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../src/i18n/en.json';
import { isTyped } from '../repository/typed-keys';

/**
 * The language of nobody: English in letters of its own, two fifths longer, each text in brackets. What is in plain letters was never a text of
 * ours, what is in two brackets side by side was put together, what ends in dots is too long. What people type stays as it is.
 * Its file bears the name of a language that writes digits of its own, and so tells what is no `Intl` number.
 */
export const pseudoLanguage = 'mr';

export function pseudoTexts(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(en).flatMap(([key, text]) =>
      isTyped(key) ? [] : [[key, pseudo(text, /^local\.|^(command|operation)\..*\.summary$/.test(key))]],
    ),
  );
}

/** English again, wherever it stands: in a message, or in the JSON of a card. */
export function understood(text: string): string {
  return text
    .replace(padding, '')
    .replace(/[⟪⟫]/g, '')
    .replace(ownCharacters, (character) => english.get(character) ?? character);
}

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const own = 'ȧƀƈḋḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ';
const digits = '०१२३४५६७८९';
const english = new Map(
  [...own].map((character, at) => [character, plain.charAt(at)] as const).concat([...digits].map((digit, at) => [digit, String(at)])),
);
const ownCharacters = new RegExp(`[${own}${digits}]`, 'g');
const padding = /( ?ẍ+)+(?=⟫)/g;

function pseudo(text: string, isRaw: boolean): string {
  const written = isRaw ? inOwnLetters(text) : withLiterals(text, inOwnLetters);
  const letters = written.replace(/[^\p{L}]/gu, '').length;
  return `⟪${written}${' ẍẍẍẍẍẍẍ'.repeat(Math.ceil((letters * 0.4) / 8))}⟫`;
}

/** The message with all that it says itself changed, and nothing of what it is filled with. */
function withLiterals(message: string, change: (text: string) => string): string {
  const ast = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true, captureLocation: true }).getAst();
  return literals(ast).reduceRight((text, [from, to]) => text.slice(0, from) + change(text.slice(from, to)) + text.slice(to), message);
}

/** Where they begin and end, in order. */
function literals(parts: ReturnType<IntlMessageFormat['getAst']>): [number, number][] {
  return parts.flatMap((part): [number, number][] => {
    if ('options' in part) return Object.values(part.options).flatMap(({ value }) => literals(value));
    return Number(part.type) === 0 && part.location ? [[part.location.start.offset, part.location.end.offset]] : [];
  });
}

/** Values that are filled in later stay as they are. */
function inOwnLetters(text: string): string {
  return text.replace(/\{\w+\}|[a-zA-Z]/g, (found) => (found.length > 1 ? found : own.charAt(plain.indexOf(found)) || found));
}
