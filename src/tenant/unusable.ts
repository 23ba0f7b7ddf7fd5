/** The configuration cannot be used as it is. With a cause it is shown as a sentence, without a stack. */
export function unusable(what: string, remedy: string): Error {
  return new Error(`${what} ${remedy}`, { cause: 'configuration' });
}
