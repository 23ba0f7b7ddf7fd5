import { UserError } from '../../sentence';
import type { Talk } from '../talk';

/** What came with a command: the lines below it, or a file. */
export interface Given {
  open(): AsyncIterable<Uint8Array>;
}

/** Null when nothing came. Throws `UserError` for more than one. */
export function givenWith({ pasted, files }: Talk): Given | null {
  const text = pasted?.trim() ? pasted : null;
  if (files.length + (text === null ? 0 : 1) > 1) throw new UserError('message.one-file');
  if (text === null) return files[0] ?? null;
  return {
    async *open() {
      yield new TextEncoder().encode(text);
    },
  };
}
