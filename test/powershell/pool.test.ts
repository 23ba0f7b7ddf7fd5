import { handOver } from '../../src/tenant/powershell/hand-over';
import { SessionStartError, type Session } from '../../src/tenant/powershell/session';
import { engine } from './engine';
import { faultsModule, gone, openFaults, read, write, type FaultyTenants } from './open-faults';
import { realSession } from './open-powershell';

const ready = engine();
const allButIntervals = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
] as const;

if (ready.kind === 'none') test.skip(`a process for each admin: ${ready.reason}`, () => undefined);
else {
  let opened: FaultyTenants | undefined;
  let sessions: Session[] = [];
  let most = 0;
  const open = (options: Parameters<typeof openFaults>[0] = {}): FaultyTenants => {
    sessions = [];
    most = 0;
    opened = openFaults({
      ...options,
      started(session) {
        sessions.push(session);
        most = Math.max(most, sessions.filter((one) => one.isAlive()).length);
      },
    });
    return opened;
  };
  afterEach(async () => {
    opened?.close();
    for (const { ended, pid } of sessions) {
      await ended;
      await gone(pid);
    }
  });
  /** The process that answers this admin now. */
  const pidOf = async (admin: string): Promise<number> => {
    expect(await read(opened!.tenant(admin), 'none')).toMatchObject({ outcome: 'done' });
    return opened!.calls().at(-1)!.pid;
  };

  test('each admin has a process of their own, and calls in it run one after the other', async () => {
    const { calls, tenant } = open({ limit: 2 });
    await Promise.all(['alice', 'bob', 'alice', 'bob', 'alice'].map((admin) => write(tenant(admin), 'span')));
    const pids = [...new Set(calls().map(({ pid }) => pid))];
    expect(pids).toHaveLength(2);
    const lines = pids.map((one) => calls().flatMap(({ pid, fault }) => (pid === one ? [fault] : [])));
    const pair = ['span', 'end'];
    expect(lines.map(({ length }) => length).sort()).toEqual([4, 6]);
    for (const seen of lines) expect(seen).toEqual(Array.from({ length: seen.length / 2 }, () => pair).flat());
  });

  test('a process that belongs to somebody is never given to somebody else', async () => {
    const session = await realSession({ module: faultsModule });
    const connect = async () => {
      const secrets = handOver({ cmdlet: 'Connect-FaultTenant', parameters: { Folder: '/nowhere' } });
      return session.ask('Connect-BotSession', { file: secrets.file, ms: 20_000 }, 25_000).finally(secrets.remove);
    };
    expect(await connect()).toMatchObject({ envelope: { outcome: 'done' } });
    expect(await connect()).toMatchObject({
      envelope: { outcome: 'not-run', errors: [{ message: 'This process belongs to somebody already.' }] },
    });
    session.end();
    await gone(session.pid);
  });

  test('the command that signs in cannot be called afterwards', async () => {
    const session = await realSession({ module: faultsModule });
    for (const cmdlet of ['Connect-FaultTenant', 'Connect-MicrosoftTeams', 'Invoke-Expression', 'Start-Fault', 'get-csonlineuser'])
      expect(await session.ask('Invoke-BotCall', { cmdlet, parameters: {}, ms: 20_000 }, 25_000)).toMatchObject({
        envelope: { outcome: 'not-run', errors: [{ id: 'Bridge.NotAllowed' }] },
      });
    const request = { cmdlet: 'Get-CsOnlineUser', parameters: { HttpPipelinePrepend: 'x' }, ms: 20_000 };
    expect(await session.ask('Invoke-BotCall', request, 25_000)).toMatchObject({ envelope: { errors: [{ id: 'Bridge.NotAllowed' }] } });
    session.end();
    await gone(session.pid);
  });

  test('at the limit the longest idle process is closed', async () => {
    let now = 0;
    open({ limit: 2, clock: { now: () => new Date((now += 1_000)) } });
    const [alice, bob] = [await pidOf('alice'), await pidOf('bob')];
    expect(await pidOf('alice')).toBe(alice);
    await pidOf('carol');
    await gone(bob);
    expect(await pidOf('alice')).toBe(alice);
    expect(most).toBeLessThanOrEqual(2);
  });

  test('at the limit, who comes waits for a process that is idle', async () => {
    const { tenant, calls } = open({ limit: 2 });
    const admins = ['alice', 'bob', 'carol'];
    const answers = await Promise.all(admins.map((admin) => write(tenant(admin), 'span')));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    expect(new Set(calls().map(({ pid }) => pid)).size).toBe(3);
    expect(most).toBeLessThanOrEqual(2);
  });

  test('the limit is eight', async () => {
    let starts = 0;
    const { tenant } = open({
      start: (signal) =>
        new Promise((_, reject) => {
          starts += 1;
          signal.addEventListener('abort', () => reject(new SessionStartError({ id: 'Session.NotStarted', message: 'closed' })));
        }),
    });
    const answers = Array.from({ length: 12 }, (_, index) => write(tenant(`admin ${index}`), 'none'));
    // every call has gone as far as it can
    await new Promise((resolve) => setImmediate(resolve));
    expect(starts).toBe(8);
    opened!.close();
    for (const answer of answers) expect(await answer).toMatchObject({ outcome: 'not-run' });
  });

  test('a process is closed after a quarter of an hour without a call', async () => {
    jest.useFakeTimers({ doNotFake: [...allButIntervals] });
    let now = 0;
    open({ limit: 1, clock: { now: () => new Date(now) } });
    const first = await pidOf('alice');
    now += 15 * 60_000 - 1;
    jest.advanceTimersByTime(30_000);
    expect(await pidOf('alice')).toBe(first);
    now += 15 * 60_000;
    jest.advanceTimersByTime(30_000);
    await gone(first);
    jest.useRealTimers();
    expect(await pidOf('alice')).not.toBe(first);
  });

  test('a process is replaced after 500 calls', async () => {
    const { tenant, calls } = open({ limit: 1 });
    await Promise.all(Array.from({ length: 501 }, () => read(tenant(), 'none')));
    const pids = calls().map(({ pid }) => pid);
    expect(new Set(pids.slice(0, 500))).toEqual(new Set([pids[0]]));
    expect(pids[500]).not.toBe(pids[0]);
    await gone(pids[0]!);
  });

  test('one process stands ready for whoever comes first, and another for the next', async () => {
    open({ limit: 3 });
    await opened!.pool.prove(AbortSignal.timeout(25_000));
    const [warm] = sessions;
    expect(await pidOf('alice')).toBe(warm!.pid);
    while (sessions.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await pidOf('bob')).toBe(sessions[1]!.pid);
  });

  test('a ready process that died is replaced', async () => {
    open({ limit: 1 });
    await opened!.pool.prove(AbortSignal.timeout(25_000));
    process.kill(sessions[0]!.pid, 'SIGKILL');
    await sessions[0]!.ended;
    await opened!.pool.prove(AbortSignal.timeout(25_000));
    expect(await pidOf('alice')).toBe(sessions[1]!.pid);
  });

  test('a call during the close is lost, one after it is not sent', async () => {
    const { tenant, calls, pool } = open({ limit: 1 });
    const running = write(tenant(), 'wait');
    const queued = write(tenant(), 'none');
    while (calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    pool.close();
    expect(await running).toMatchObject({ outcome: 'unknown', error: { id: 'Session.Ended' } });
    expect(await queued).toMatchObject({ outcome: 'not-run' });
    expect(await write(tenant('bob'), 'none')).toMatchObject({ outcome: 'not-run', error: { id: 'Session.NotStarted' } });
    expect(calls()).toHaveLength(1);
  });

  test('a read whose process went away is asked once more in a new one, a write never', async () => {
    const { tenant, calls } = open({ limit: 2 });
    expect(await read(tenant(), 'exit-once')).toMatchObject({ outcome: 'done', output: [{ DisplayName: 'stayed' }] });
    expect(await read(tenant(), 'exit')).toMatchObject({ outcome: 'unknown' });
    expect(await write(tenant(), 'exit')).toMatchObject({ outcome: 'unknown' });
    expect(calls().map(({ fault }) => fault)).toEqual(['exit-once', 'exit-once', 'exit', 'exit', 'exit']);
    expect(new Set(calls().map(({ pid }) => pid)).size).toBe(4);
  });
}
