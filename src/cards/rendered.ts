/** A message in both its forms. The text says everything the card says; every button stands there as a command. */
export interface Rendered {
  /** An Adaptive Card 1.5, or null for a plain sentence. */
  card: Record<string, unknown> | null;
  text: string;
  /** One line for notifications and screen readers. */
  summary: string;
  /** For programs that say a line: more is asked of them, or they did not get what they asked for. Absent: they did. */
  outcome?: 'asks' | 'refused';
  /**
   * The message as it may stand where others read too: names and states.
   * @param chat the address of the person's own chat with us
   */
  shared?(this: void, chat: string | null): Shared;
}

/** @property less the message says more than this */
export interface Shared extends Rendered {
  less: boolean;
}
