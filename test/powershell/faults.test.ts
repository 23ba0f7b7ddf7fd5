import type { Answer } from '../../src/tenant/tenant';
import { engine } from './engine';
import { gone, openFaults, read, write, type FaultyTenants } from './open-faults';

const ready = engine();

interface Fault {
  what: string;
  fault: string;
  /** A write is sent once, whatever happens. */
  as?: 'read';
  outcome: Answer['outcome'];
  /** In the record, or in the answer when it is done. */
  says: RegExp;
  /** The process the next call runs in. */
  next: 'same process' | 'new process';
  /** Not answered in time. */
  late?: true;
  /** What the bare engine lacks. */
  needsPwsh?: string;
}

const same = 'same process';
const fresh = 'new process';

const faults: Fault[] = [
  {
    what: 'nothing',
    fault: 'none',
    as: 'read',
    outcome: 'done',
    says: /"output":\[\{"DisplayName":\d+,"AssignedPlan":null\}\]/,
    next: same,
  },

  // ways to leave
  { what: 'exit', fault: 'exit', outcome: 'unknown', says: /Bridge\.ExitException/, next: fresh },
  { what: 'break outside a loop', fault: 'break', outcome: 'unknown', says: /Bridge\.BreakException/, next: fresh },
  { what: 'continue outside a loop', fault: 'continue', outcome: 'unknown', says: /Bridge\.ContinueException/, next: fresh },
  { what: 'throw', fault: 'throw', outcome: 'failed', says: /"thrown by hand"/, next: same },
  { what: '[Environment]::Exit', fault: 'environment-exit', outcome: 'unknown', says: /Session\.Died.*code 7/, next: fresh },
  { what: '[Environment]::FailFast', fault: 'fail-fast', outcome: 'unknown', says: /Session\.Died.*SIGABRT.*failing fast/, next: fresh },
  { what: 'an exception on a thread of its own', fault: 'thread', outcome: 'unknown', says: /Session\.Died.*SIGABRT/, next: fresh },

  // errors
  {
    what: 'a terminating error',
    fault: 'terminating-error',
    outcome: 'failed',
    says: /"it is over","id":"ItIsOver,Grant-CsOnlineVoiceRoutingPolicy","category":"ResourceBusy","target":"bob"/,
    next: same,
  },
  { what: 'an error record after output', fault: 'error-record', outcome: 'failed', says: /"OnlySaid,.*PermissionDenied.*bob/, next: same },
  { what: 'an error that the module handled', fault: 'handled-error', as: 'read', outcome: 'done', says: /"handled"/, next: same },
  {
    what: 'a parameter inside that does not bind',
    fault: 'inner-binding',
    outcome: 'failed',
    says: /NamedParameterNotFound,Test-/,
    next: same,
  },
  { what: 'a command inside that is not there', fault: 'inner-unknown', outcome: 'failed', says: /CommandNotFound/, next: same },
  { what: 'a request that breaks off', fault: 'lost-on-the-way', outcome: 'unknown', says: /was reset/, next: same },
  { what: 'a request answered with a status', fault: 'refused-by-service', outcome: 'failed', says: /Too many/, next: same },

  // prompts
  { what: 'ShouldContinue', fault: 'prompt', outcome: 'failed', says: /HostException/, next: same },
  { what: 'a choice', fault: 'prompt-choice', outcome: 'failed', says: /HostException/, next: same },
  { what: 'a mandatory parameter left out inside', fault: 'prompt-mandatory', outcome: 'failed', says: /MissingMandatory/, next: same },
  { what: 'a confirmation', fault: 'prompt-confirm', outcome: 'done', says: /"done"/, next: same },
  { what: 'Read-Host', fault: 'read-host', outcome: 'failed', says: /ReadHostCommand/, next: same, needsPwsh: 'Utility' },
  { what: 'Get-Credential', fault: 'get-credential', outcome: 'failed', says: /GetCredentialCommand/, next: same, needsPwsh: 'Security' },

  // who reads our lines, who does not come back
  { what: '[Console]::ReadLine', fault: 'console-readline', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },
  { what: '[Console]::ReadKey', fault: 'console-readkey', outcome: 'failed', says: /InvalidOperation/, next: same },
  { what: 'reading standard input', fault: 'standard-input', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },
  { what: 'a child that reads stdin', fault: 'child-reads-stdin', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },
  { what: 'a child with a child', fault: 'child-of-child', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },
  {
    what: 'a child left by a process that exits',
    fault: 'child-then-exit',
    outcome: 'unknown',
    says: /Session\.Died.*code 0/,
    next: fresh,
  },
  { what: 'a child left running', fault: 'child-left', as: 'read', outcome: 'done', says: /"started"/, next: same },
  { what: 'an endless loop', fault: 'loop', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },
  { what: 'a wait that can be stopped', fault: 'wait', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },
  { what: 'a wait that cannot', fault: 'blocked', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },
  { what: 'a cmdlet that refuses to stop', fault: 'stop-refused', outcome: 'unknown', says: /Bridge\.TimedOut/, next: fresh, late: true },

  // output
  {
    what: 'noise on every stream',
    fault: 'noise',
    as: 'read',
    outcome: 'done',
    says: /\[\{"DisplayName":"after the noise"[^{]*\],"warnings":\["a warning"\]/,
    next: same,
  },
  {
    what: 'noise by cmdlets',
    fault: 'noise-pwsh',
    outcome: 'done',
    says: /"output":\[\],"warnings":\["a warning"\]/,
    next: same,
    needsPwsh: 'Utility',
  },
  { what: '1 MB printed', fault: 'console 1', as: 'read', outcome: 'done', says: /"after"/, next: same },
  { what: '10 MB printed', fault: 'console 10', as: 'read', outcome: 'done', says: /"after"/, next: same },
  { what: '100 MB printed', fault: 'console 100', outcome: 'unknown', says: /Session\.TooMuchOutput/, next: fresh },
  { what: '1 MB printed as errors', fault: 'console-error 1', as: 'read', outcome: 'done', says: /"after"/, next: same },
  { what: '10 MB printed as errors', fault: 'console-error 10', as: 'read', outcome: 'done', says: /"after"/, next: same },
  { what: '100 MB printed as errors', fault: 'console-error 100', outcome: 'unknown', says: /Session\.TooMuchOutput/, next: fresh },
  { what: '1 MB in rows', fault: 'rows 1', as: 'read', outcome: 'done', says: /"x{1024}","AssignedPlan":null\}\],/, next: same },
  { what: '10 MB in rows', fault: 'rows 10', as: 'read', outcome: 'failed', says: /Bridge\.TooMuchOutput/, next: same },
  { what: '100 MB in rows', fault: 'rows 100', as: 'read', outcome: 'unknown', says: /Bridge\.TooMuchOutput/, next: fresh },
  { what: '1 MB in one value', fault: 'one-value 1', as: 'read', outcome: 'done', says: /x{1048576}"/, next: same },
  { what: '100 MB in one value', fault: 'one-value 100', as: 'read', outcome: 'failed', says: /Bridge\.TooMuchOutput/, next: same },
  { what: 'a write that returns too much', fault: 'rows 10', outcome: 'done', says: /"done"/, next: same },
  { what: '10 MB in an error', fault: 'long-error 10', outcome: 'failed', says: /"x{4096}"/, next: same },
  { what: '10 MB in a warning', fault: 'long-warning 10', outcome: 'done', says: /"warnings":\["x{4096}"\]/, next: same },
  { what: 'a live object', fault: 'live-object', as: 'read', outcome: 'done', says: /"live"/, next: same },
  { what: 'an object that holds itself', fault: 'cycle', as: 'read', outcome: 'done', says: /"ring"/, next: same },
  { what: 'a property that throws', fault: 'bad-property', as: 'read', outcome: 'done', says: /\{"DisplayName":null\}/, next: same },
  { what: 'a culture set by a cmdlet', fault: 'set-culture tr-TR', as: 'read', outcome: 'done', says: /\[1\.5\]/, next: same },
];

if (ready.kind === 'none') test.skip(`what a cmdlet can do to its process: ${ready.reason}`, () => undefined);
else {
  let opened: FaultyTenants;
  beforeAll(() => {
    opened = openFaults({ limit: 2 });
  });
  afterAll(async () => {
    const pids = new Set([...opened.calls().map(({ pid }) => pid), ...opened.children()]);
    opened.close();
    for (const pid of pids) await gone(pid);
  });

  const runs = faults.filter(({ needsPwsh }) => !needsPwsh || ready.kind === 'pwsh');
  test.each(runs)('$what: $outcome, and the next call runs in the $next', async ({ fault, as, outcome, says, next, late }) => {
    const before = opened.calls().length;
    const tenant = opened.tenant('admin', late ? 1_000 : 25_000);
    const answer = await (as === 'read' ? read : write)(tenant, fault);
    expect({ ...answer }).toMatchObject({ outcome });
    expect(JSON.stringify(answer)).toMatch(says);

    expect(await read(opened.tenant(), 'none')).toMatchObject({ outcome: 'done' });
    const calls = opened.calls().slice(before);
    const [sent, after] = [calls.slice(0, -1), calls.at(-1)!];
    expect(sent).toHaveLength(as === 'read' && outcome === 'unknown' ? 2 : 1);
    if (next === same) expect(after.pid).toBe(sent[0]!.pid);
    else for (const { pid } of sent) await gone(pid);
    if (next === fresh) for (const pid of opened.children()) await gone(pid);
  });

  for (const { what, needsPwsh } of faults.filter((one) => !runs.includes(one)))
    test.skip(`${what}: the bare engine has no ${needsPwsh} module, this runs where pwsh is`, () => undefined);

  test('what does not bind to the cmdlet itself, or is not there, has not run', async () => {
    const before = opened.calls().length;
    const call = (cmdlet: string, parameters: Record<string, string>) => opened.tenant().call({ cmdlet, parameters });
    expect(await call('Get-CsOnlineUser', { Filter: "DisplayName -eq 'x'" })).toMatchObject({
      outcome: 'not-run',
      error: { id: 'NamedParameterNotFound,Get-CsOnlineUser' },
    });
    expect(await call('Get-CsOnlineVoiceRoutingPolicy', { Identity: 'x' })).toMatchObject({
      outcome: 'not-run',
      error: { id: 'CommandNotFoundException' },
    });
    expect(opened.calls()).toHaveLength(before);
  });
}
