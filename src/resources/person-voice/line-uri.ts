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
