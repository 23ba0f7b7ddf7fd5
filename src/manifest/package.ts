import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Operation } from '../operations/operation';
import { appManifest, localisation, localisationFile, otherLanguages, type AppNames } from './manifest';

/** The app package as Teams takes it: a ZIP with everything at its root. The same input gives the same bytes. */
export function appPackage(names: AppNames, operations: readonly Operation[], icons: string): Uint8Array {
  const json = (content: object): Uint8Array => strToU8(`${JSON.stringify(content, null, 2)}\n`);
  return zipSync(
    {
      'manifest.json': json(appManifest(names, operations)),
      ...Object.fromEntries(otherLanguages.map((one) => [localisationFile(one), json(localisation(one, names, operations))])),
      ...Object.fromEntries(['color.png', 'outline.png'].map((name) => [name, readFileSync(path.join(icons, name))])),
    },
    // ZIP keeps moments as local wall time.
    { mtime: new Date(2026, 0, 1), level: 9 },
  );
}
