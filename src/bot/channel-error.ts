import { retryAfterMs } from '../retry-after';

/**
 * How long to wait before a channel is asked again, or null when it will never take the message: blocked, uninstalled, deleted.
 * Half of the wait is chance, so that many cards do not come back at once.
 */
export function retryAfter(error: unknown, failures: number, random: () => number = Math.random): number | null {
  const status = property(error, 'statusCode');
  if (status === 403 || status === 404) return null;
  const backOffMs = Math.min(2_000 * 2 ** failures, longestMs);
  return Math.max(askedForMs(error), backOffMs * (0.5 + random() / 2));
}

/**
 * Whether no message can come there any more: the person blocked us or took the app away (403 MessageWritesBlocked, BotNotInConversationRoster), or
 * the conversation is gone. A 404 for an edit may be the message alone.
 */
export function placeIsGone(error: unknown): boolean {
  const status = property(error, 'statusCode');
  const code = property(property(property(error, 'body'), 'error'), 'code') ?? property(error, 'code');
  return status === 403 || (status === 404 && !/^(ActivityNotFound|MessageNotFound|NotFound)/i.test(String(code)));
}

const longestMs = 300_000;

/** The connector client keeps the answer on the error. */
function askedForMs(error: unknown): number {
  const headers = property(property(error, 'response'), 'headers');
  if (typeof headers !== 'object' || headers === null || !('get' in headers) || typeof headers.get !== 'function') return 0;
  return Math.min(retryAfterMs((headers.get as (name: string) => unknown).call(headers, 'retry-after')) ?? 0, longestMs);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
