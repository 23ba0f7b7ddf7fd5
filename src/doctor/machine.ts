import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Check, Finding } from '../checks/check';
import { look, nothing, well, wrong } from './said';

/** Where this Switchboard keeps what nobody else may read. */
export function machineChecks({
  dataDir,
  signingKeyFile,
  handsOver,
  memoryFolder = '/dev/shm',
}: {
  dataDir: string;
  signingKeyFile: string;
  /** Whether tokens are handed to PowerShell at all. */
  handsOver: boolean;
  memoryFolder?: string;
}): Check[] {
  return [
    look('folder', dataDir, async () => folderAt(dataDir)),
    look('key', signingKeyFile, async () => keyAt(signingKeyFile)),
    look('memory', memoryFolder, async () => (handsOver ? memoryAt(memoryFolder) : [nothing('memory.unused')])),
  ];
}

function folderAt(folder: string): Finding[] {
  if (!existsSync(folder)) return [nothing('folder.none')];
  if (!mayWrite(folder)) return [wrong('folder.notWritable')];
  // Windows says who may read by other means.
  if (process.platform === 'win32') return [nothing('folder.windows')];
  return [othersMay(folder) ? wrong('folder.open', { folder }) : well('folder.right')];
}

function keyAt(file: string): Finding[] {
  if (!existsSync(file)) return [nothing('key.none')];
  if (process.platform === 'win32') return [nothing('folder.windows')];
  return [othersMay(file) ? wrong('key.open', { file }) : well('key.right')];
}

/** `TMPFS_MAGIC` and `RAMFS_MAGIC` of linux/magic.h. */
const memoryKinds = [0x01021994, 0x858458f6];

function memoryAt(folder: string): Finding[] {
  const isMemory = existsSync(folder) && mayWrite(folder) && memoryKinds.includes(statfsSync(folder).type);
  return [isMemory ? well('memory.right') : wrong('memory.none', { folder, instead: path.resolve(tmpdir()) })];
}

function othersMay(place: string): boolean {
  return (statSync(place).mode & 0o077) !== 0;
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
