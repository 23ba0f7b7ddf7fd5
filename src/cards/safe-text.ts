/** What a directory, a colleague or a cmdlet wrote is shown as it is, but can neither hide, nor reorder, nor format anything. */

/** Directory text for a card: hidden characters made visible, cut at a number of characters as a person counts them. */
export function safeText(text: string, limit = 64): string {
  return cut(visible(text), limit);
}

/** Control, bidi and invisible characters as ⟦U+202E⟧; joiners inside one emoji stay, piles of accents are cut. */
export function visible(text: string): string {
  return text.replace(piledAccents, '$1…').replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
  });
}

/** Plain text as the markdown that shows exactly this text. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(/\$\{/g, '$\\{')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^\s+/, (blank) => '\u00A0'.repeat(blank.length))
    .replace(/^([-#]|[+](?=\s|$))/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const piledAccents = /(\p{M}{4})\p{M}+/gu;

/** Fillers (U+115F, U+1160, U+2800, U+3164, U+FFA0) count as letters or symbols, and are blank all the same. */
const hidden =
  /(?!(?<=\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]*)\u200D(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/gu;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(segmenter.segment(text), ({ segment }) => segment);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
