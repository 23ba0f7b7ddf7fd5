import { fold } from '../fields/fold';

export interface Token {
  /** Folded, without punctuation around it: what a word of a pattern is compared with. */
  word: string;
  /** Where it stands in the cleaned text. */
  start: number;
  end: number;
}

/** What a person said without what their client adds: mentions, slashes, non-breaking spaces, a final full stop. */
export function cleaned(text: string): string {
  const said = text
    .normalize('NFC')
    .replace(/<at\b[^>]*>.*?<\/at>/gis, ' ')
    .replace(/[\u00a0\u2007\u202f\u3000]/g, ' ')
    .replace(/^[ \t]*@\S+[ \t]+/, '')
    .trim()
    .replace(/^[/!](?=\p{L})/u, '');
  return said.replace(/[\s.!?;,:…]+$/u, '') || said;
}

export function tokens(text: string): Token[] {
  return Array.from(text.matchAll(/\S+/g), (found) => ({
    word: fold(found[0]).replace(/^[("'[]+|[)\]"',;:.!?]+$/g, '') || fold(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** The text from one token to another as it was typed, without quotes and commas around it. */
export function span(text: string, from: Token, to: Token): string {
  const typed = text
    .slice(from.start, to.end)
    .replace(/[,;:]+$/, '')
    .trim();
  return typed.replace(/^(["'“”„«»‘’])\s*(.+?)\s*(["'“”„«»‘’])$/su, '$2');
}
