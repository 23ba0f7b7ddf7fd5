/**
 * Text as it is compared: case, accents, width, quotes, dashes and spaces do not matter, invisible format characters are gone.
 * For comparing only; what is kept and sent is what was typed.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđłðþı]/g, (letter) => single[letter] ?? letter)
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Letters that Unicode does not take apart. */
const single: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ð: 'd', þ: 'th', ı: 'i' };

/** The words of a folded text: what a name is compared by. */
export function words(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}']+/u)
    .filter((word) => word !== '');
}
