/**
 * The pause in ms that a `Retry-After` names; null where it names none. Seconds alone: Graph, Entra and the Bot Framework document no dates, and whoever
 * asks has a pause of their own for what is not read.
 */
export function retryAfterMs(header: unknown): number | null {
  return typeof header === 'string' && /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : null;
}
