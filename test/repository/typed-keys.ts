/** What people type is written with the characters of a keyboard, and is no ICU message. */
export function isTyped(key: string): boolean {
  return /\.(patterns|example|start)$|-words$/.test(key) || key.startsWith('card.command.');
}
