import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every process of this machine that has one of the marks in its arguments or its environment (Linux). */
export function marksInProcesses(marks: readonly string[]): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => ['cmdline', 'environ'].map((what) => `/proc/${pid}/${what}`))
    .filter((file) => holds(file, marks));
}

/** Every file below these folders with one of the marks in it, as far as it can be read. */
export function marksInFiles(folders: readonly string[], marks: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    let names: string[];
    try {
      names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    } catch {
      return [];
    }
    return names.map((name) => path.join(folder, name)).filter((file) => isFile(file) && holds(file, marks));
  });
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function holds(file: string, marks: readonly string[]): boolean {
  try {
    const text = readFileSync(file).toString('latin1');
    return marks.some((mark) => text.includes(mark));
  } catch {
    // It ended, or is somebody else's.
    return false;
  }
}
