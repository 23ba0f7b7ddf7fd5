import { type Parsed, createParse } from '../../src/commands/parse';
import { severalWishes } from '../../src/commands/several';
import { commands } from '../../src/dialogs/commands';
import { toRead } from '../../src/dialogs/commands/command';
import type { Language } from '../../src/i18n/say';
import { operations } from '../../src/operations';

export const commandNames = commands.map(({ name }) => name);
export const parse = createParse(operations, commands.map(toRead), ['Seattle', 'Paris', 'Tokyo']);

/** A row of a table: what is typed, and what it means to whoever typed it. */
export interface Utterance {
  language: string;
  say: string;
  /** «~» before it: it may be read so, or be offered so as a did-you-mean. «+» parts several lines. */
  means: string;
}

/** What is read: the operation or command, and its slots. */
export function read(text: string, language: Language = 'en'): string {
  return inWords(parse(text, language));
}

function inWords(parsed: Parsed): string {
  if (parsed.kind === 'nothing') return parsed.code ? 'code' : 'nothing';
  const [name, slots] = parsed.kind === 'operation' ? [parsed.operation.id, parsed.input] : [parsed.name, parsed.arguments];
  return [name, ...Object.entries(slots).map(([slot, value]) => `${slot}=${value}`)].join(' | ');
}

/** Whether somebody who typed this gets what they meant. */
export function isMet({ language, say, means }: Utterance): boolean {
  const spoken = language === 'fr' ? 'fr' : 'en';
  const wanted = plain(means.replace(/^~/, ''));
  const several = severalWishes(parse, say, spoken);
  if (several || means.includes(' + ')) return plain((several ?? []).map(inWords).join(' + ')) === wanted;
  if (plain(read(say, spoken)) === wanted) return true;
  const parsed = parse(say, spoken);
  return means.startsWith('~') && parsed.kind === 'nothing' && parsed.suggestions.some((text) => plain(read(text, spoken)) === wanted);
}

/** The order of slots, and of what kind dashes, spaces, quotes and the sign of a change are, does not matter. */
function plain(reading: string): string {
  const inOrder = reading.split(' + ').map((wish) => {
    const [name = '', ...slots] = wish.split(' | ');
    return [name, ...slots.sort()].join(' | ');
  });
  return inOrder
    .join(' + ')
    .replace(/id=#/g, 'id=')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ');
}
