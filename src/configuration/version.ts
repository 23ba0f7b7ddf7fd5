import { createHash } from 'node:crypto';
import type { ConfigFile } from '../config-file';
import { canonicalJson } from '../store/canonical-json';

/** A configuration by what it says, however it is written: twelve hexadecimal digits of a hash over its canonical content. */
export function versionOf(file: ConfigFile): string {
  return createHash('sha256').update(canonicalJson(file)).digest('hex').slice(0, 12);
}
