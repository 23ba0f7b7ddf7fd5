import { execFile } from 'node:child_process';
import path from 'node:path';

const script = path.join(__dirname, '../../scripts/audit.js');

it.each([
  [[]],
  [['erase']],
  [['verify', 'not-a-checkpoint']],
  [['export']],
  [['export', '--since', 'someday']],
  [['verify', '--since', '2026-01-01']],
])('npm run audit -- %j says how it is used', async (args) => {
  expect(await run(args)).toEqual({
    code: 1,
    said: expect.stringMatching(/^Usage: npm run audit -- verify .*\n +npm run audit -- export --since /),
  });
});

function run(args: string[]): Promise<{ code: number | string | null; said: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? null) : 0, said: stdout + stderr }),
    ),
  );
}
