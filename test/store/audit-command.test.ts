import { execFile } from 'node:child_process';
import path from 'node:path';

const script = path.join(__dirname, '../../scripts/audit.js');

it.each([[[]], [['erase']], [['verify', 'not-a-checkpoint']]])('npm run audit -- %j says how it is used', async (args) => {
  expect(await run(args)).toEqual({ code: 1, said: 'Usage: npm run audit -- verify [<seq>:<hash> that an earlier run printed]\n' });
});

function run(args: string[]): Promise<{ code: number | string | null; said: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? null) : 0, said: stdout + stderr }),
    ),
  );
}
