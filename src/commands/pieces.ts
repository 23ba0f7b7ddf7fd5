import { fold } from '../fields/fold';
import { isKindOfPolicy, isKnown } from './slot-value';
import { type Token, span, tokens } from './tokens';

/** A word, or a value that says itself what it is, in the order in which they were typed. */
export type Piece = {
  token: Token;
} & (
  | { kind: 'word' }
  | { kind: 'address' | 'number' | 'site' | 'kind' | 'quoted'; value: string }
  /** «site: Paris», «--site Paris»: the slot is said. */
  | { kind: 'named'; slot: string; value: string }
);

/** What the reader knows beside the text. */
export interface Known {
  sites: readonly string[];
  /** Slots by the names that people give them, folded. */
  names: ReadonlyMap<string, string>;
}

/** A text taken apart: values, and the words between them. */
export function piecesOf(typed: string, known: Known): { text: string; pieces: Piece[] } {
  const text = withColons(typed, known.names);
  const said = tokens(text);
  const pieces: Piece[] = [];
  for (let at = 0; at < said.length;) {
    const token = said[at]!;
    const slot = slotNamed(text, token, known);
    const found = valueAt(text, said, slot === null ? at : at + 1, known);
    if (slot !== null) {
      const next = found?.next ?? endOfAnswer(text, said, at + 1, known);
      const value = found?.value ?? (next > at + 1 ? span(text, said[at + 1]!, said[next - 1]!) : '');
      if (value !== '') pieces.push({ kind: 'named', slot, value, token: upTo(token, said[next - 1]) });
      at = next;
    } else if (found) {
      pieces.push({ kind: found.kind, value: found.value, token: upTo(token, said[found.next - 1]) });
      at = found.next;
    } else {
      if (/[\p{L}\p{N}]/u.test(token.word)) pieces.push({ kind: 'word', token });
      at += 1;
    }
  }
  return { text, pieces };
}

/** Every way to name a slot as one: «site=Paris», «--site Paris», «site : Paris» are «site: Paris». */
function withColons(text: string, names: Known['names']): string {
  return text.replace(
    /(^|\s)(--|—|–|-(?=\p{L}))?\s?(\p{L}+)(?:\s*[:=]\s*|(?=\s))/gu,
    (all, before: string, dashes: string | undefined, name: string) => {
      const isName = names.has(fold(name)) && (dashes !== undefined || /[:=]\s*$/.test(all));
      return isName ? `${before}${name}: ` : all;
    },
  );
}

function slotNamed(text: string, token: Token, { names }: Known): string | null {
  return text[token.end - 1] === ':' ? (names.get(token.word) ?? null) : null;
}

/** Up to a comma or the next name. */
function endOfAnswer(text: string, said: readonly Token[], from: number, known: Known): number {
  for (let at = from; at < said.length; at += 1) {
    if (slotNamed(text, said[at]!, known) !== null) return at;
    if (/[,;]/.test(text[said[at]!.end - 1] ?? '')) return at + 1;
  }
  return said.length;
}

interface Found {
  kind: 'address' | 'number' | 'site' | 'kind' | 'quoted';
  value: string;
  /** The place of the token behind it. */
  next: number;
}

const looksOf: [Found['kind'], RegExp][] = [
  ['quoted', /^["“„«]\s*([^"“”„«»]+?)\s*["”»]/u],
  ['address', /^[<(]?((?:sip:)?[^\s@<>()"',;:]+@[^\s@<>()"',;:]+\.[\p{L}\p{N}]+)[>)]?/u],
  ['number', /^((?:tel:)?[+(]?\d[\d\s().\/‐‑‒–—−-]{5,}\d(?:\s*(?:;ext=|x|ext\.?|extension|poste|#)\s*\d{2,8})?)/i],
];

function valueAt(text: string, said: readonly Token[], at: number, { sites }: Known): Found | null {
  const token = said[at];
  if (!token) return null;
  const rest = text.slice(token.start, token.start + 100);
  for (const [kind, looks] of looksOf) {
    const typed = looks.exec(rest);
    const end = token.start + (typed?.[0].length ?? 0);
    if (!typed || /[\p{L}\p{N}]/u.test(text[end] ?? '')) continue;
    const next = said.findIndex(({ start }) => start >= end);
    return { kind, value: typed[1] ?? typed[0], next: next < 0 ? said.length : next };
  }
  for (let next = Math.min(said.length, at + 4); next > at; next -= 1) {
    const value = span(text, token, said[next - 1]!);
    const bare = value.replace(/^\((.+)\)$/, '$1');
    if (isKnown(bare, sites)) return { kind: 'site', value: bare, next };
    if (next > at + 1 && isKindOfPolicy(value)) return { kind: 'kind', value, next };
  }
  return null;
}

function upTo(token: Token, last: Token | undefined): Token {
  return { ...token, end: last?.end ?? token.end };
}
