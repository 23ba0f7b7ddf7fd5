import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packed } from '../../src/tenant/powershell/frame';
import { createPipe, type Pipe } from '../../src/tenant/powershell/pipe';
import { spawnShell, startSession, type SessionOptions } from '../../src/tenant/powershell/session';
import { engine, environment } from './engine';
import { faultsModule, gone, openFaults, read, write, type FaultyTenants } from './open-faults';
import { simulatedModule } from './open-powershell';

const ready = engine();
const patient = 25_000;

if (ready.kind === 'none') test.skip(`what can happen to a process: ${ready.reason}`, () => undefined);
else {
  const { executable } = ready;
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'switchboard-session-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string): string => {
    const whole = path.join(folder, name);
    writeFileSync(whole, text);
    chmodSync(whole, 0o755);
    return whole;
  };

  describe.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGKILL', 'SIGSTOP'] as const)('%s', (signal) => {
    let opened: FaultyTenants;
    beforeAll(() => void (opened = openFaults({ limit: 1 })));
    afterAll(() => opened.close());

    test('during a write: unknown, sent once, the next call runs in a new process', async () => {
      expect(await read(opened.tenant(), 'none')).toMatchObject({ outcome: 'done' });
      const { pid } = opened.calls()[0]!;
      const answer = write(opened.tenant('admin', 1_000), 'wait');
      while (opened.calls().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      process.kill(pid, signal);
      expect(await answer).toMatchObject({ outcome: 'unknown', error: { id: expect.stringMatching(/^(Session|Bridge)\./) as unknown } });
      expect(await read(opened.tenant(), 'none')).toMatchObject({ outcome: 'done' });
      expect(opened.calls().map(({ fault }) => fault)).toEqual(['none', 'wait', 'none']);
      await gone(pid);
    });

    test('while idle: the next read is done', async () => {
      await read(opened.tenant(), 'none');
      const { pid } = opened.calls().at(-1)!;
      process.kill(pid, signal);
      expect(await read(opened.tenant('admin', 3_000), 'none')).toMatchObject({ outcome: 'done' });
      await gone(pid);
    });
  });

  const start = (options: Partial<SessionOptions>) => (signal: AbortSignal) =>
    startSession({ signal, executable, environment: environment(), module: faultsModule, ...options });

  test.each<[string, () => Partial<SessionOptions>, RegExp, RegExp]>([
    ['an executable that is not there', () => ({ executable: '/nowhere/pwsh' }), /^Session.NotStarted/, /ENOENT/],
    ['an executable that is a folder', () => ({ executable: folder }), /^Session.NotStarted/, /EACCES/],
    ['a program that is not PowerShell', () => ({ executable: process.execPath }), /^Session.NotStarted/, /ended \(code 9\)/],
    [
      'a program that says nothing',
      () => ({ executable: file('silent', '#!/bin/sh\nsleep 1000\n'), bootMs: 500 }),
      /^Session.NotStarted/,
      /no answer within 500 ms/,
    ],
    ['a module that is not there', () => ({ module: '/nowhere/module.psm1' }), /^Session.ModuleMissing/, /module\.psm1/],
    ['a module that cannot be read', () => ({ module: file('broken.psm1', 'function {') }), /^Session.ModuleMissing/, /./],
    ['a module that throws', () => ({ module: file('throws.psm1', "throw 'too old'") }), /^Session.ModuleMissing/, /too old/],
    ['a module that ends the process', () => ({ module: file('ends.psm1', '[Environment]::Exit(4)') }), /^Session.NotStarted/, /code 4/],
    [
      'a module that never comes back',
      () => ({ module: file('waits.psm1', 'while ($true) { [Threading.Thread]::Sleep(50) }'), bootMs: 5_000 }),
      /^Session.NotStarted/,
      /no answer within/,
    ],
    ['a module that cannot sign in', () => ({ module: simulatedModule }), /^Session.NotStarted/, /./],
  ])('not run: %s', async (_why, options, id, message) => {
    const opened = openFaults({ start: start(options()), limit: 1 });
    expect(await write(opened.tenant(), 'none')).toMatchObject({
      outcome: 'not-run',
      error: { id: expect.stringMatching(id) as unknown, message: expect.stringMatching(message) as unknown },
    });
    expect(opened.calls()).toEqual([]);
    opened.close();
  });

  test.each(['fr_FR.UTF-8', 'tr_TR.UTF-8'])('%s changes no number, date or letter', async (LC_ALL) => {
    const opened = openFaults({ limit: 1, more: { LC_ALL } });
    expect(await read(opened.tenant(), 'culture')).toMatchObject({
      output: [{ DisplayName: '1.5|11/24/2026 00:00:00|TITLE|', AssignedPlan: [1.5, '2026-11-24T00:00:00.0000000'] }],
    });
    opened.close();
  });

  const remembers = ready.kind === 'pwsh' ? test : test.skip;
  remembers('no line of an earlier call is kept (the bare engine keeps none at all, this runs where pwsh is)', async () => {
    const mark = randomBytes(8).toString('hex');
    const pipe = createPipe(spawnShell({ executable, environment: environment(), module: '' }, mark)['process'], mark);
    const [boot, count] = ['aa'.repeat(16), 'bb'.repeat(16)];
    const contract = path.resolve(__dirname, '../../src/tenant/contract/cmdlets.json');
    const bridge = path.resolve(__dirname, '../../src/tenant/bridge.ps1');
    await pipe.exchange(`. '${bridge}' '${packed({ nonce: boot, module: faultsModule, contract })}'`, boot, patient);
    for (let call = 0; call < 3; call += 1) await pipe.exchange(`Invoke-BotCall '${boot}' '${packed({ cmdlet: 'x' })}'`, boot, patient);
    const answer = await pipe.exchange(
      `Write-BotFrame '${count}' (ConvertTo-BotJson (New-BotAnswer 'failed' (Get-History).Count))`,
      count,
      patient,
    );
    expect(answer).toMatchObject({ envelope: { errors: [{ id: '1' }] } });
    pipe.end();
    await gone(pipe.pid);
  });

  describe('a frame', () => {
    const nonce = '00112233445566778899aabbccddeeff';
    const envelope = packed({ outcome: 'done', output: [], errors: [], warnings: ['w'], ms: 1, truncated: false, wedged: false });
    const whole = `<<${nonce}:${envelope}:${nonce}>>`;
    const half = whole.slice(0, 60);
    const other = whole.replaceAll(nonce, 'ff'.repeat(16));
    const print = (text: string): string => `[Console]::Out.Write('${text}'); [Console]::Out.Flush()`;
    const trickle = (text: string, ms: number): string =>
      `foreach ($c in '${text}'.ToCharArray()) { [Console]::Out.Write($c); [Console]::Out.Flush(); [System.Threading.Thread]::Sleep(${ms}) }`;
    let pipe: Pipe;
    const open = async () => {
      const mark = randomBytes(8).toString('hex');
      pipe = createPipe(spawnShell({ executable, environment: environment(), module: '' }, mark)['process'], mark);
      expect(await pipe.exchange(print(whole), nonce, patient)).toMatchObject({ kind: 'answered' });
    };
    const close = async () => {
      pipe.end();
      await gone(pipe.pid);
    };

    describe('is an answer', () => {
      beforeAll(open);
      afterAll(close);

      test.each([
        ['after a banner', `[Console]::Out.WriteLine('PowerShell 7'); ${print(whole)}`],
        ['after one of a wrong nonce', print(other + whole)],
        ['after half of one of a wrong nonce', print(other.slice(0, 60) + whole)],
        ['letter by letter', trickle(whole, 5)],
        ['with noise of the error stream between', `[Console]::Error.Write('x' * 100000); ${print(whole)}`],
      ])('%s', async (_why, line) => {
        expect(await pipe.exchange(line, nonce, patient)).toMatchObject({ kind: 'answered', envelope: { warnings: ['w'] } });
        expect(pipe.isAlive()).toBe(true);
      });
    });

    describe('is no answer', () => {
      beforeEach(open);
      afterEach(close);

      test.each([
        ['of a wrong nonce', print(other), 1_000, 'Session.TimedOut'],
        ['of which half comes', print(half), 1_000, 'Session.TimedOut'],
        ['that trickles longer than the limit', trickle(whole, 100), 1_000, 'Session.TimedOut'],
        ['of which half comes before the end', `${print(half)}; [Environment]::Exit(0)`, patient, 'Session.Died'],
        [
          'with something printed into it',
          print(whole.replace(envelope, `${envelope.slice(0, 20)} WARNING ${envelope.slice(20)}`)),
          patient,
          'Session.BrokenFrame',
        ],
        ['that is no envelope', print(whole.replace(envelope, packed({ outcome: 'maybe' }))), patient, 'Session.BrokenFrame'],
      ])('one %s', async (_why, line, limitMs, id) => {
        expect(await pipe.exchange(line, nonce, limitMs)).toMatchObject({ kind: 'lost', error: { id } });
        await gone(pipe.pid);
        expect(await pipe.exchange(print(whole), nonce, patient)).toMatchObject({ kind: 'not-sent', error: { id } });
      });
    });
  });
}
