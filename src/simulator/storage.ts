import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { accountSchema } from './account';
import { inventorySchema } from './inventory';
import { settingsSchema } from './settings';

const savedSchema = z.strictObject({
  accounts: z.record(z.string(), accountSchema),
  inventory: z.record(z.string(), inventorySchema),
  /** All of them once one was changed: they are small. */
  settings: settingsSchema.optional(),
});

/** What differs from the seeded population, by id: a hundred thousand untouched people cost nothing. */
export type Saved = z.infer<typeof savedSchema>;

export interface Storage {
  load(): Saved | null;
  save(saved: Saved): void;
}

/** Keeps the differences in one file, whole at any moment. Throws when the file is not one of ours. */
export function createFileStorage(file: string): Storage {
  return {
    load() {
      if (!existsSync(file)) return null;
      const parsed = savedSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      if (parsed.success) return parsed.data;
      throw new Error(`${file} is not a saved tenant of this version. Delete it to start with a fresh one.`, { cause: parsed.error });
    },
    save(saved) {
      writeWhole(file, JSON.stringify(saved));
    },
  };
}

/** Written beside and renamed, readable by its owner alone: a reader never sees half a file. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, file);
}
