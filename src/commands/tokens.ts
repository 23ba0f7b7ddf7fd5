import { fold } from '../fields/fold';

export interface Token {
  /** Folded, without punctuation around it: what a word of a pattern is compared with. */
  word: string;
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

/** Words apart by spaces; what French joins with an apostrophe or a hyphen («l’audit», «montre-moi») is two. */
export function tokens(text: string): Token[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: typed, index }) => partsOf(typed).map(({ part, at }) => tokenOf(part, index + at))).flat();
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
  const [, elided = '', word = '', clitic = ''] =
    /^((?:[cdjlmnst]|qu)['’](?=\p{L}))?(.+?)(-(?:moi|lui|nous|leur)\W*)?$/iu.exec(typed) ?? [];
  return [
    { part: elided, at: 0 },
    { part: word, at: elided.length },
    { part: clitic, at: elided.length + word.length },
  ].filter(({ part }) => part !== '');
}

function tokenOf(typed: string, start: number): Token {
  const folded = fold(typed);
  const word = folded.replace(/^[-("'[<]+(?=.)|(?<=.)[)\]"',;:.!?>]+$/g, '') || folded;
  return { word, start, end: start + typed.length };
}
