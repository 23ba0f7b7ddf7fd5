import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The variable by which a session's processes are found, also those that outlived their parent. */
export const markName = 'SWITCHBOARD_SESSION';

/**
 * Ends a process with everything it started, at once. `root` is null when that process has ended already: its number may be somebody
 * else's by now, and only what carries the mark is ended (Linux).
 */
export function endProcessTree(root: number | null, mark: string): void {
  if (process.platform === 'win32') {
    if (root !== null) quietly(() => execFileSync('taskkill', ['/PID', String(root), '/T', '/F'], { stdio: 'ignore' }));
    return;
  }
  // What is ended may have started something meanwhile: look again until nothing is left.
  for (let pass = 0; pass < 4; pass += 1) {
    const members = existsSync('/proc/self/environ') ? membersByProc(root, mark) : membersByPs(root);
    if (members.length === 0) return;
    for (const pid of members) quietly(() => process.kill(pid, 'SIGKILL'));
  }
}

function membersByProc(root: number | null, mark: string): number[] {
  const carried = `${markName}=${mark}\0`;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const rows = pids.flatMap((pid) => quietly(() => procRow(Number(pid), carried)) ?? []);
  return [...new Set([...below(root, rows), ...rows.filter(({ marked }) => marked).map(({ pid }) => pid)])];
}

interface Row {
  pid: number;
  parent: number;
}

function procRow(pid: number, carried: string): (Row & { marked: boolean })[] {
  // The name in brackets may hold anything: the fields are counted from its end.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || pid === process.pid) return [];
  const environ = quietly(() => readFileSync(`/proc/${pid}/environ`, 'utf8')) ?? '';
  return [{ pid, parent: Number(parent), marked: `${environ}\0`.includes(carried) }];
}

function membersByPs(root: number | null): number[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  const rows = text.split('\n').flatMap((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return pid && !state?.startsWith('Z') ? [{ pid: Number(pid), parent: Number(parent) }] : [];
  });
  return below(root, rows);
}

function below(root: number | null, rows: Row[]): number[] {
  const found = root === null ? [] : rows.filter(({ pid }) => pid === root).map(({ pid }) => pid);
  for (const one of found) found.push(...rows.filter(({ parent, pid }) => parent === one && !found.includes(pid)).map(({ pid }) => pid));
  return found;
}

/** A process may end between two looks at it. */
function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
