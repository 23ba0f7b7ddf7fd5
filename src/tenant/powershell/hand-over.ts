import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface HandOver {
  file: string;
  /** Deletes it, whether it was read or not. */
  remove(): void;
}

/** Secrets for a child, in a file that only this user can read, in memory where the system has such a folder. The reader deletes it. */
export function handOver(secrets: unknown): HandOver {
  const folder = mkdtempSync(path.join(memoryFolder(), 'switchboard-'));
  const file = path.join(folder, 'connect.json');
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function memoryFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}
