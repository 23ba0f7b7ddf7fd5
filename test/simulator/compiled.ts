import { mkdirSync, mkdtempSync, readdirSync, copyFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transformFileSync } from '@swc/core';

const root = path.resolve(__dirname, '../..');

/** The sources as JavaScript in a temporary folder, for tests that need a process of their own. Run it with `NODE_PATH` of `modules`. */
export function compiled(...folders: string[]): { folder: string; modules: string } {
  const target = mkdtempSync(path.join(tmpdir(), 'switchboard-compiled-'));
  for (const relative of folders.flatMap((folder) => filesUnder(folder))) {
    const from = path.join(root, 'src', relative);
    const to = path.join(target, relative);
    mkdirSync(path.dirname(to), { recursive: true });
    if (relative.endsWith('.ts')) writeFileSync(to.replace(/\.ts$/, '.js'), transformFileSync(from, { swcrc: true, filename: from }).code);
    else copyFileSync(from, to);
  }
  return { folder: target, modules: path.join(root, 'node_modules') };
}

function filesUnder(folder: string): string[] {
  if (path.extname(folder)) return [folder];
  const entries = readdirSync(path.join(root, 'src', folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(root, 'src'), path.join(entry.parentPath, entry.name)));
}
