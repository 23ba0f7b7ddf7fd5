import { understood } from './pseudo-locale';

/** The texts of messages and cards that a person sees or hears, wherever they stand in what a channel brings. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'data') return [];
    return typeof inner === 'string' ? (read.has(name) ? [inner] : []) : textsIn(inner);
  });
}

const read = new Set(['text', 'title', 'label', 'value', 'placeholder', 'errorMessage', 'altText', 'speak', 'summary']);

interface Pieces {
  /** Words in plain letters: nobody can translate them. */
  plain: string[];
  /** Texts side by side in one line, or a text with bare words: a sentence that another language cannot order otherwise. */
  joined: string[];
}

/** What of a text is in plain letters, and what of it was put together. Rows of names set apart by « · » or a comma are no sentence. */
function piecesOf(text: string): Pieces {
  const bare = text.replace(/&[lg]t;/g, '<').replace(/`[^`]*`|\S*[@/\\⟦⟧]\S*/g, ' ');
  const isCmdlet = /^[A-Z][a-z]+-(Cs|Mg)\w+/.test(bare);
  return {
    plain: isCmdlet ? [] : (bare.match(/(?<![\w+#-])[A-Za-z](?:[A-Za-z'’-]* ?[A-Za-z])+/g) ?? []),
    joined: outermost(text)
      .split(/\n| · |, /)
      .map((line) => line.replace(/^#+ (\d+\. )?/, ''))
      .filter((line) => !takesTitle.test(line))
      .filter((line) => /⟪⟫.*(⟪⟫|\w{2})|\w{2}.*⟪⟫/.test(line)),
  };
}

/** What is typed with the title of an operation, as its reader reads it. */
const takesTitle = /^help ⟪⟫$/;

/** Each outermost text as `⟪⟫`, between what stands beside it. */
function outermost(text: string): string {
  let depth = 0;
  return [...text]
    .filter((character) => {
      if (character === '⟫') depth -= 1;
      const isOutside = depth === 0;
      if (character === '⟪') depth += 1;
      return isOutside;
    })
    .join('');
}

/** What is wrong with each of the texts, once, with the text in English. */
export function among(texts: Iterable<string>, found: (pieces: Pieces) => string[]): string[] {
  const each = [...texts].flatMap((text) => found(piecesOf(text)).map((piece) => [piece, understood(text)] as const));
  return [...new Map(each)].map(([piece, text]) => `${piece} in: ${text}`);
}
