/** An object with the same names. A plain loop: each card is walked several times, and lists of entries took a tenth of a turn's card. */
export function mapValues(from: object, change: (value: unknown, name: string) => unknown): Record<string, unknown> {
  const mapped: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(from)) mapped[name] = change(value, name);
  return mapped;
}
