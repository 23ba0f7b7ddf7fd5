import type { Clock } from '../../clock';
import type { ErrorRecord, Value } from '../tenant';
import { assertTenant } from './assert-tenant';
import type { Envelope } from './frame';
import { handOver } from './hand-over';
import type { Reply } from './pipe';
import { SessionStartError, type Session } from './session';

/** How a process of somebody is signed in. */
export interface Binding {
  /** Whose it is: tenant, admin and whatever else must never change in a process. */
  key: string;
  /** A process that was signed in under another one is ended, and a new one signed in: nothing is signed in twice. */
  version: string;
  /** The command of the module that signs it in. The parameters may be secrets. */
  connect: { cmdlet: string; parameters: Record<string, Value> };
  /** The tenant that it has to have reached, where the module can tell. */
  tenantId?: string;
}

/** Where a call comes from. */
export interface Entrance {
  key: string;
  /** Asked when the turn of each call has come. May throw `NotRunError`. */
  binding(): Promise<Binding>;
}

/** Why a call was not even begun. */
export class NotRunError extends Error {
  constructor(readonly record: ErrorRecord) {
    super(record.message);
    this.name = 'NotRunError';
  }
}

export interface Request {
  cmdlet: string;
  parameters: Record<string, Value>;
  /** The limit inside PowerShell. */
  ms: number;
}

export interface Pool {
  /** Calls of one key run one after the other, in the order they came. */
  run(entrance: Entrance, request: Request): Promise<Reply>;
  /** Ends the process of this key, after the call that runs in it. */
  forget(key: string): void;
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
  /** Of the binding under which the session was signed in. */
  version: string;
  /** To be ended after the call that runs. */
  forgotten: boolean;
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
/** How long after it was asked a call may still be sent: whoever asked has counted on less than three minutes for all of it. */
const patienceMs = 120_000;

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
    async run(entrance, request) {
      const none = { session: null, version: '', forgotten: false, calls: 0, pending: 0, lastUsed: 0, queue: Promise.resolve() };
      const member: Member = members.get(entrance.key) ?? none;
      members.set(entrance.key, member);
      member.pending += 1;
      const askedAt = clock.now().getTime();
      const reply = member.queue.then(() => runOn(member, entrance, request, askedAt));
      member.queue = reply.catch(() => undefined);
      try {
        return await reply;
      } catch (error) {
        if (error instanceof SessionStartError || error instanceof NotRunError) return { kind: 'not-sent', error: error.record };
        throw error;
      } finally {
        member.pending -= 1;
        member.lastUsed = clock.now().getTime();
        wake();
      }
    },
    forget(key) {
      const member = members.get(key);
      if (!member?.session) return;
      if (member.pending > 0) member.forgotten = true;
      else letGo(member);
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

  async function runOn(member: Member, entrance: Entrance, request: Request, askedAt: number): Promise<Reply> {
    const { version } = await bindingOf(entrance);
    // between two calls, never during one
    if (member.session && member.version !== version) letGo(member);
    const session = member.session?.isAlive() ? member.session : await bind(member, entrance);
    if (clock.now().getTime() - askedAt > patienceMs)
      throw new NotRunError({ id: 'Session.Busy', message: 'PowerShell was busy with others for too long.' });
    member.calls += 1;
    const reply = await session.ask('Invoke-BotCall', request, request.ms + graceMs);
    if (isSpent(reply) || member.calls >= callsPerProcess || member.forgotten) letGo(member);
    return reply;
  }

  async function bind(member: Member, entrance: Entrance): Promise<Session> {
    member.session = null;
    member.calls = 0;
    const session = await take();
    try {
      // asked again: whoever waited long for a process may have got other credentials meanwhile
      const { connect, tenantId, version } = await bindingOf(entrance);
      const connected = await signIn(session, connect);
      if (tenantId !== undefined) await assertTenant(session, connected, tenantId);
      Object.assign(member, { session, version, forgotten: false });
    } catch (error) {
      drop(session);
      throw error;
    }
    keepWarm();
    return session;
  }

  async function bindingOf(entrance: Entrance): Promise<Binding> {
    const binding = await entrance.binding();
    if (binding.key === entrance.key) return binding;
    throw new NotRunError({ id: 'Session.WrongPerson', message: 'The sign-in is of somebody else.' });
  }

  async function signIn(session: Session, connect: Binding['connect']): Promise<Envelope> {
    const secrets = handOver(connect);
    const reply = await session
      .ask('Connect-BotSession', { file: secrets.file, ms: connectMs }, connectMs + graceMs)
      .finally(secrets.remove);
    if (reply.kind === 'answered' && reply.envelope.outcome === 'done') return reply.envelope;
    const why = reply.kind === 'answered' ? reply.envelope.errors[0] : reply.error;
    throw new SessionStartError({ id: `Session.NotStarted,${why?.id ?? ''}`, message: why?.message ?? 'PowerShell could not sign in.' });
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
