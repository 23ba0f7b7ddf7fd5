import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { unusable } from '../unusable';

/**
 * The manifest of the module at this path: a folder with MicrosoftTeams.psd1 in it, or the file itself. Throws an `Error` that says what to do when it
 * is not there or is of another version than the one that is meant.
 */
export function moduleFile({ path: given, version }: { path: string; version: string }): string {
  const remedy = `Install it (Save-PSResource MicrosoftTeams -Version ${version}) and name its folder in tenant.teamsModule.path.`;
  const file = isFolder(given) ? path.join(given, 'MicrosoftTeams.psd1') : given;
  const text = read(file);
  if (text === null) throw unusable(`The module MicrosoftTeams ${version} is not at ${file}.`, remedy);
  const base = /^\s*ModuleVersion\s*=\s*['"]([^'"]+)['"]/m.exec(text)?.[1] ?? '?';
  const label = /^\s*Prerelease\s*=\s*['"]([^'"]+)['"]/m.exec(text)?.[1];
  const found = label === undefined ? base : `${base}-${label}`;
  if (found !== version) throw unusable(`The module at ${file} is version ${found}; tenant.teamsModule.version is ${version}.`, remedy);
  return file;
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
