/** A message in both its forms. The text says everything the card says; every button stands there as a command. */
export interface Rendered {
  /** An Adaptive Card 1.5, or null for a plain sentence. */
  card: Record<string, unknown> | null;
  text: string;
  /** One line for notifications and screen readers. */
  summary: string;
}
