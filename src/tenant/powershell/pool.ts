import type { Clock } from '../../clock';
import type { Value } from '../tenant';
import { handOver } from './hand-over';
import type { Reply } from './pipe';
import { SessionStartError, type Session } from './session';

/** Whom a process belongs to, and the command of the module that signs it in. The parameters may be secrets. */
export interface Binding {
  /** One process per key: tenant, admin and whatever else must never change in a process. */
  key: string;
  connect: { cmdlet: string; parameters: Record<string, Value> };
}

export interface Request {
  cmdlet: string;
  parameters: Record<string, Value>;
  /** The limit inside PowerShell. */
  ms: number;
}

export interface Pool {
  /** Calls of one key run one after the other, in the order they came. */
  run(binding: Binding, request: Request): Promise<Reply>;
  /** Throws `SessionStartError` when no PowerShell can be had. */
  prove(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface PoolOptions {
  /** Starts a process that ends at once when the signal says so, also while it starts. */
  start(signal: AbortSignal): Promise<Session>;
  clock: Clock;
  /** Processes in all, the warm one too. */
  limit?: number;
  idleMs?: number;
  callsPerProcess?: number;
}

interface Member {
  session: Session | null;
  calls: number;
  /** Calls that run or wait. */
  pending: number;
  lastUsed: number;
  queue: Promise<unknown>;
}

const connectMs = 30_000;
/** What the bridge may take beyond a call's limit to stop it and say so. */
const graceMs = 5_000;
const lookMs = 30_000;

/**
 * A process for each admin, never given to another; one more stands ready with the module imported, and is bound when somebody new
 * comes. At the limit the longest idle one is closed; when all are busy, who comes waits.
 */
export function createPool({ start, clock, limit = 8, idleMs = 15 * 60_000, callsPerProcess = 500 }: PoolOptions): Pool {
  const members = new Map<string, Member>();
  const live = new Set<Session>();
  let starting = 0;
  let warm: Promise<Session> | null = null;
  let waiting: (() => void)[] = [];
  const closing = new AbortController();
  const looking = setInterval(closeIdle, lookMs);
  looking.unref();
  keepWarm();

  return {
    async run(binding, request) {
      const member = members.get(binding.key) ?? { session: null, calls: 0, pending: 0, lastUsed: 0, queue: Promise.resolve() };
      members.set(binding.key, member);
      member.pending += 1;
      const reply = member.queue.then(() => runOn(member, binding, request));
      member.queue = reply.catch(() => undefined);
      try {
        return await reply;
      } catch (error) {
        if (error instanceof SessionStartError) return { kind: 'not-sent', error: error.record };
        throw error;
      } finally {
        member.pending -= 1;
        member.lastUsed = clock.now().getTime();
        wake();
      }
    },
    async prove(signal) {
      if (live.size > 0) return;
      keepWarm();
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('PowerShell is still starting.')), { once: true });
      });
      await Promise.race([warm, aborted]);
    },
    close() {
      clearInterval(looking);
      closing.abort();
      wake();
    },
  };

  async function runOn(member: Member, binding: Binding, request: Request): Promise<Reply> {
    const session = member.session?.isAlive() ? member.session : await bind(member, binding);
    member.calls += 1;
    const reply = await session.ask('Invoke-BotCall', request, request.ms + graceMs);
    if (isSpent(reply) || member.calls >= callsPerProcess) letGo(member);
    return reply;
  }

  async function bind(member: Member, { connect }: Binding): Promise<Session> {
    member.session = null;
    member.calls = 0;
    const session = await take();
    const secrets = handOver(connect);
    const reply = await session
      .ask('Connect-BotSession', { file: secrets.file, ms: connectMs }, connectMs + graceMs)
      .finally(secrets.remove);
    if (reply.kind !== 'answered' || reply.envelope.outcome !== 'done') {
      drop(session);
      const why = reply.kind === 'answered' ? reply.envelope.errors[0] : reply.error;
      throw new SessionStartError({ id: `Session.NotStarted,${why?.id ?? ''}`, message: why?.message ?? 'PowerShell could not sign in.' });
    }
    member.session = session;
    keepWarm();
    return session;
  }

  /** A process that belongs to nobody yet. */
  async function take(): Promise<Session> {
    for (;;) {
      if (closing.signal.aborted) throw new SessionStartError({ id: 'Session.NotStarted', message: 'The bot is stopping.' });
      const ready = warm;
      warm = null;
      const session = await ready?.catch(() => null);
      if (session?.isAlive()) return session;
      if (ready) continue;
      if (live.size + starting < limit) return begin();
      const idle = longestIdle();
      if (idle) letGo(idle);
      else await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  async function begin(): Promise<Session> {
    starting += 1;
    try {
      const session = await start(closing.signal);
      live.add(session);
      void session.ended.then(() => drop(session));
      return session;
    } finally {
      starting -= 1;
      wake();
    }
  }

  function keepWarm(): void {
    if (warm || closing.signal.aborted || live.size + starting >= limit) return;
    const begun = begin();
    warm = begun;
    const forget = (): void => {
      if (warm === begun) warm = null;
    };
    // Whoever needs a process tries again and hears why.
    begun.then(({ ended }) => ended.then(forget), forget);
  }

  function drop(session: Session): void {
    session.end();
    live.delete(session);
    wake();
  }

  function letGo(member: Member): void {
    const { session } = member;
    member.session = null;
    if (session) drop(session);
    keepWarm();
  }

  function wake(): void {
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  }

  function longestIdle(): Member | undefined {
    const idle = [...members.values()].filter(({ session, pending }) => session && pending === 0);
    return idle.sort((one, other) => one.lastUsed - other.lastUsed)[0];
  }

  function closeIdle(): void {
    const since = clock.now().getTime() - idleMs;
    for (const [key, member] of members) {
      if (member.pending > 0 || member.lastUsed > since) continue;
      members.delete(key);
      if (member.session) drop(member.session);
    }
  }
}

/** After a fault nobody knows what state a process is in. */
function isSpent(reply: Reply): boolean {
  if (reply.kind !== 'answered') return true;
  const { wedged, outcome, errors } = reply.envelope;
  return wedged || (outcome === 'unknown' && errors.some(({ id }) => id.startsWith('Bridge.')));
}
