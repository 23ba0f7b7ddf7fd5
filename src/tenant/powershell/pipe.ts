import type { ChildProcess } from 'node:child_process';
import type { ErrorRecord } from '../tenant';
import { createFrameReader, readEnvelope, type Envelope } from './frame';
import { endProcessTree } from './process-tree';

/**
 * - `answered`: the bridge's own frame came.
 * - `lost`: the line was sent and no answer will come; the process has ended.
 * - `not-sent`: the process had ended before.
 */
export type Reply = { kind: 'answered'; envelope: Envelope } | { kind: 'lost' | 'not-sent'; error: ErrorRecord };

export interface Pipe {
  readonly pid: number;
  /** One line in, one frame out. One at a time. After `limitMs` without a frame the process is ended with all it started. */
  exchange(line: string, nonce: string, limitMs: number): Promise<Reply>;
  isAlive(): boolean;
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  end(): void;
}

/** Characters on both streams for one call: what prints more is ended. */
const maxNoise = 16 * 1024 * 1024;
/** Of what is printed before the end, as much goes into the record. */
const maxComplaint = 500;
/** For what was written before the end and still stands in the pipe. */
const drainMs = 1_000;

/** The pipe to a process whose streams are text. Everything that can end it is heard. */
export function createPipe(child: ChildProcess, mark: string): Pipe {
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('PowerShell was started without pipes.');
  // The library listens to the first lines of stderr through a pipe of its own that fills up: then PowerShell would wait for ever.
  stderr.unpipe();
  let over: ErrorRecord | null = null;
  let exited = false;
  let noise = 0;
  let complaints = '';
  let waiting: { onOutput(chunk: string): void; onEnd(error: ErrorRecord): void } | null = null;
  let closed: () => void;
  const ended = new Promise<void>((resolve) => (closed = resolve));

  const finish = (error: ErrorRecord): void => {
    if (over) return;
    over = error;
    endProcessTree(exited ? null : (child.pid ?? null), mark);
    waiting?.onEnd(error);
    stdin.destroy();
    closed();
  };
  const heard = (chunk: string): void => {
    noise += chunk.length;
    if (noise > maxNoise) finish({ id: 'Session.TooMuchOutput', message: 'PowerShell printed more than can be taken.' });
  };
  stdout.on('data', (chunk: string) => {
    heard(chunk);
    waiting?.onOutput(chunk);
  });
  stderr.on('data', (chunk: string) => {
    heard(chunk);
    complaints = (complaints + chunk).slice(0, maxComplaint);
  });
  // taking the pipe away has paused it
  stderr.resume();
  stdin.on('error', () => undefined);
  child.on('error', (error) => finish({ id: 'Session.NotStarted', message: `PowerShell could not be started: ${error.message}` }));
  child.once('exit', (code, signal) => {
    exited = true;
    const how = signal ? `signal ${signal}` : `code ${code ?? 0}`;
    const died = { id: 'Session.Died', message: `PowerShell ended (${how}) before it answered. ${complaints.trim()}`.trim() };
    // What it started may hold its streams open: then they never close.
    endProcessTree(null, mark);
    const late = setTimeout(() => finish(died), drainMs);
    child.once('close', () => {
      clearTimeout(late);
      finish(died);
    });
  });

  return {
    pid: child.pid ?? 0,
    ended,
    isAlive: () => over === null && !exited,
    end: () => finish({ id: 'Session.Ended', message: 'The PowerShell process was ended.' }),
    exchange(line: string, nonce: string, limitMs: number): Promise<Reply> {
      if (over ?? exited)
        return Promise.resolve({ kind: 'not-sent', error: over ?? { id: 'Session.Died', message: 'PowerShell has ended.' } });
      noise = 0;
      complaints = '';
      const frame = createFrameReader(nonce);
      return new Promise((resolve) => {
        const settle = (reply: Reply): void => {
          clearTimeout(timer);
          waiting = null;
          resolve(reply);
        };
        const timer = setTimeout(
          () => finish({ id: 'Session.TimedOut', message: `PowerShell gave no answer within ${limitMs} ms.` }),
          limitMs,
        );
        waiting = {
          onOutput(chunk) {
            const text = frame.take(chunk);
            if (text === null) return;
            const envelope = readEnvelope(text);
            if (envelope) settle({ kind: 'answered', envelope });
            else finish({ id: 'Session.BrokenFrame', message: 'The answer of PowerShell cannot be read.' });
          },
          onEnd: (error) => settle({ kind: 'lost', error }),
        };
        stdin.write(`${line}\n`);
      });
    },
  };
}
