const { spawnSync } = require('node:child_process');
const { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const disk = '/dev/shm';
const neededBytes = 2 * 1024 ** 3;

/**
 * Temporary folders of the tests lie in memory where the machine has a disk of that kind, with room, on which programs may run. A bot waits for the
 * disk at every commit; no test can tell whether it did, since none takes the power from the machine.
 */
exports.open = function open() {
  if (process.env.TMPDIR) return () => undefined;
  let folder;
  try {
    const { bavail, bsize } = statfsSync(disk);
    if (bavail * bsize < neededBytes) return () => undefined;
    folder = mkdtempSync(path.join(disk, 'switchboard-tests-'));
  } catch {
    return () => undefined;
  }
  const close = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const program = path.join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  if (spawnSync(program).status !== 0) {
    close();
    return () => undefined;
  }
  // PostgreSQL runs as another user.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return close;
};
