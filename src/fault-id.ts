import { randomUUID } from 'node:crypto';

/** What a fault is known by: the log has it beside the cause, and whoever met it is told. */
export function faultId(): string {
  return randomUUID().slice(0, 8);
}
