import { type Parsed, createParse } from '../../src/commands/parse';
import { severalWishes } from '../../src/commands/several';
import { commands } from '../../src/dialogs/commands';
import type { Language } from '../../src/i18n/say';
import { operations } from '../../src/operations';

export const commandNames = commands.map(({ name }) => name);
export const parse = createParse(operations, commandNames, ['Seattle', 'Paris', 'Tokyo']);

/** A row of a table: what is typed, and what it means to whoever typed it. */
export interface Utterance {
  language: string;
  say: string;
  /** «~» before it: it may be read so, or be offered so as a did-you-mean. «+» parts several lines. */
  means: string;
}

/** What is read: the operation or command, and its slots in one order. */
export function read(text: string, language: Language = 'en'): string {
  return inWords(parse(text, language));
}

function inWords(parsed: Parsed): string {
  if (parsed.kind === 'nothing') return parsed.code ? 'code' : 'nothing';
  const [name, slots] = parsed.kind === 'operation' ? [parsed.operation.id, parsed.input] : [parsed.name, parsed.arguments];
  return [name, ...order.flatMap((slot) => (slots[slot] === undefined ? [] : [`${slot}=${slots[slot]}`]))].join(' | ');
}

/** Whether somebody who typed this gets what they meant. */
export function isMet({ language, say, means }: Utterance): boolean {
  const spoken = language === 'fr' ? 'fr' : 'en';
  const several = severalWishes(parse, say, spoken);
  if (several || means.includes(' + ')) return plain((several ?? []).map(inWords).join(' + ')) === plain(means);
  const wanted = plain(means.replace(/^~/, ''));
  if (plain(read(say, spoken)) === wanted) return true;
  const parsed = parse(say, spoken);
  return means.startsWith('~') && parsed.kind === 'nothing' && parsed.suggestions.some((text) => plain(read(text, spoken)) === wanted);
}

/** Dashes, spaces and quotes of whatever kind are the same. */
function plain(reading: string): string {
  return reading
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ');
}

const order = [
  'user',
  'report',
  'receiver',
  'kind',
  'policy',
  'location',
  'number',
  'extension',
  'site',
  'department',
  'lack',
  'country',
  'licence',
  'date',
  'id',
  'word',
  'domain',
  'fqdn',
  'role',
  'language',
  'topic',
];
