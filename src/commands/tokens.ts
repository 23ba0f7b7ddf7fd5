import { fold } from '../fields/fold';
import { frenchStem } from './french-stem';
import { compounds } from './same-words';

export interface Token {
  /** Folded, without punctuation around it and apostrophes: what a word of a pattern is compared with. */
  word: string;
  /** The same as a French verb without its ending. */
  stem: string;
  /** A comma, colon, dash or full stop stands before it. */
  apart: boolean;
  /** Where it stands in the cleaned text. */
  start: number;
  end: number;
}

/** What a person said without what their client adds: mentions, markup, slashes, non-breaking spaces, a final full stop. */
export function cleaned(text: string): string {
  const said = withoutMarkup(text.normalize('NFC'))
    .replace(/[\u00a0\u2007\u202f\u3000]/g, ' ')
    .replace(/^[ \t]*@\S+[ \t]+/, '')
    .trim()
    .replace(/^[/!](?=\p{L})/u, '');
  return said.replace(/[\s.!?;,:…]+$/u, '') || said;
}

/** Pasted HTML as its text. A mention at the beginning is the bot's own name; any other is somebody who is meant. */
function withoutMarkup(text: string): string {
  return text
    .replace(/^\s*(<(p|div)>\s*)*<at\b[^>]*>.*?<\/at>/is, ' ')
    .replace(/<br\s*\/?>|<\/(p|div|li|tr)>/gi, '\n')
    .replace(/<\/?(a|at|b|div|em|font|i|li|ol|p|s|span|strong|table|tbody|td|th|tr|u|ul)(\s[^<>]*)?>/gi, ' ')
    .replace(/&(nbsp|amp|quot|#39|lt|gt);/g, (entity, name: string) => entities[name] ?? entity);
}

const entities: Record<string, string> = { nbsp: ' ', amp: '&', quot: '"', '#39': "'", lt: '<', gt: '>' };

/**
 * Words apart by spaces; what French joins with an apostrophe or a hyphen («l’audit», «montre-moi») is two, and what is one thing in
 * several words («phone number») is one. Punctuation that stands alone is no word, unless nothing else is there.
 */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let apart = false;
  for (const { 0: typed, index } of text.matchAll(/\S+/g)) {
    const isPunctuation = /^[-‐‑‒–—:;,>→=/]+$/.test(typed);
    if (!isPunctuation || typed === text)
      for (const { part, at } of partsOf(typed)) found.push(tokenOf(part, index + at, apart && at === 0));
    apart = isPunctuation || /[,:;–—]["”»]?$|\p{L}{3}\.$/u.test(typed);
  }
  return joined(found);
}

function joined(said: readonly Token[]): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < said.length;) {
    const first = said[at]!;
    const compound = compounds.get(first.word)?.find((words) => words.every((word, next) => said[at + next]?.word === word));
    const length = compound?.length ?? 1;
    const word = compound?.join(' ');
    found.push(word === undefined ? first : { ...first, word, stem: frenchStem(word), end: said[at + length - 1]!.end });
    at += length;
  }
  return found;
}

/** The text from one token to another as it was typed, without quotes and punctuation around it; of «Bob <bob@…>» the address. */
export function span(text: string, from: Token, to: Token): string {
  const typed = text
    .slice(from.start, to.end)
    .replace(/[,;:]+$|(?<=\p{L}{3})\.+$/u, '')
    .trim();
  const address = /[<(]([^\s<>()]+@[^\s<>()]+)[>)]$/.exec(typed)?.[1];
  return address ?? typed.replace(/^["“”„«»]\s*([^"“”„«»]+?)\s*["“”„«»]$|^['‘’](.+)['‘’]$/su, '$1$2');
}

function partsOf(typed: string): { part: string; at: number }[] {
  const [, elided = '', word = '', hyphen = '', clitic = ''] =
    /^((?:[cdjlmnst]|qu)['’](?=\p{L}))?(.+?)(?:(-(?:t-)?)((?:moi|lui|nous|leur|tu|vous|je|ils?|elles?|on|ce)\W*))?$/iu.exec(typed) ?? [];
  return [
    { part: elided, at: 0 },
    { part: word, at: elided.length },
    { part: clitic, at: elided.length + word.length + hyphen.length },
  ].filter(({ part }) => part !== '');
}

function tokenOf(typed: string, start: number, apart: boolean): Token {
  const folded = fold(typed);
  const bare = folded.replace(/^[-("'[<]+(?=.)|(?<=.)[)\]"',;:.!?>]+$/g, '') || folded;
  // «what’s» is typed as «whats» too; of «Dan’s» the name counts.
  const word = bare.replace(/(?<!^(?:what|who|how|where|that|it|let))'s$/, '').replace(/(?<=.)'(?=.)/g, '');
  return { word, stem: frenchStem(word), apart, start, end: start + typed.length };
}
