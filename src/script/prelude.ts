import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The functions that every script begins with, line by line. */
export const prelude: readonly string[] = readFileSync(path.join(__dirname, 'prelude.ps1'), 'utf8').trimEnd().split('\n');
