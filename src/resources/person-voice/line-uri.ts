import type { NumberWanted } from './voice-platform';

/** A number is kept as E.164 with an optional `;ext=`; Microsoft's answers carry `tel:`, some cmdlets want it and some refuse it (facts.md b). */
export function numberOfLineUri(lineUri: string | null | undefined): string | null {
  if (!lineUri) return null;
  return lineUri.replace(/^tel:/i, '');
}

export function lineUriOf(number: string): string {
  return `tel:${number}`;
}

export function withoutExtension(number: string): string {
  return number.split(';')[0]!;
}

/** Filters find by parts of a text; this is the number itself, with or without extension, or exactly that extension. */
export function isWanted(number: string, wanted: NumberWanted): boolean {
  return 'base' in wanted ? withoutExtension(number) === wanted.base : number.endsWith(`;ext=${wanted.extension}`);
}
