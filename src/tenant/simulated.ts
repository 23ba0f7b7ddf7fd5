import { z } from 'zod';
import type { DelegatedTokens } from '../auth/credentials';
import { sendHttp, TimeLimitError } from '../http-client';
import type { Simulator } from '../simulator/simulator';
import { checkCall, isWrite, project } from './contract';
import type { Answer, Call, ErrorRecord, Row, Tenant, Value } from './tenant';

export interface SimulatedTenantOptions {
  /** http://127.0.0.1:port of the simulator's process */
  url: string;
  key: string;
  platform: string;
  timeoutMs?: number;
  /** How long a write may stay invisible to reads. */
  settleMs?: number;
  /** Who calls, for the simulator's log. */
  caller?: string;
  /** The caller's own tokens, for each call anew; without them nothing is sent. */
  tokens?: () => Promise<DelegatedTokens | { missing: ErrorRecord }>;
  signal?: AbortSignal;
}

const defaultTimeoutMs = 30_000;
const defaultSettleMs = 1_000;

/** The simulated tenant over loopback: every call is checked against the contract before it is sent. */
export function createSimulatedTenant(options: SimulatedTenantOptions): Tenant {
  const { platform, settleMs = defaultSettleMs } = options;
  return {
    settleMs: (cmdlet) => (isWrite(cmdlet) ? settleMs : 0),
    async call(call) {
      const refused = checkCall(call, platform);
      if (refused) return { outcome: 'not-run', error: refused };
      const answer = await send(options, call);
      // A read changes nothing, so that its lost answer may be asked for again, once.
      return answer.outcome === 'unknown' && !isWrite(call.cmdlet) ? send(options, call) : answer;
    },
  };
}

/** The same tenant without a process between, for unit tests. */
export function createInProcessTenant(simulator: Simulator, { settleMs = 0, caller }: { settleMs?: number; caller?: string } = {}): Tenant {
  return {
    settleMs: (cmdlet) => (isWrite(cmdlet) ? settleMs : 0),
    async call(call) {
      const refused = checkCall(call, simulator.platform);
      if (refused) return { outcome: 'not-run', error: refused };
      const answer = await simulator.call(call, caller);
      const again = answer.outcome === 'unknown' && !isWrite(call.cmdlet);
      return projected(call.cmdlet, again ? await simulator.call(call, caller) : answer);
    },
  };
}

async function send(options: SimulatedTenantOptions, call: Call): Promise<Answer> {
  const { url, key, timeoutMs = defaultTimeoutMs, caller, signal } = options;
  const had = await options.tokens?.();
  if (had && 'missing' in had) return { outcome: 'not-run', error: had.missing };
  const tokens = had && { graph: had.graph, teams: had.teams };
  if (signal?.aborted) return { outcome: 'not-run', error: lost('Simulator.NotSent', 'The call was given up before it was sent.') };
  try {
    const response = await sendHttp(new URL('/call', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...call, caller, tokens }),
      timeoutMs,
      signal,
    });
    if (response.status === 401 || response.status === 400) {
      return { outcome: 'not-run', error: lost('Simulator.Refused', `The simulated tenant refused the request (${response.status}).`) };
    }
    return projected(call.cmdlet, answerSchema.parse(JSON.parse(response.body)));
  } catch (error) {
    if (neverSent(error))
      return { outcome: 'not-run', error: lost('Simulator.NotReachable', `The simulated tenant does not answer at ${url}.`) };
    const why = error instanceof TimeLimitError ? `gave no answer within ${timeoutMs} ms` : 'broke off before it answered';
    return { outcome: 'unknown', error: lost('Simulator.AnswerLost', `The simulated tenant ${why}.`) };
  }
}

/** Only a connection that was never made proves that nothing was sent. */
function neverSent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ECONNREFUSED';
}

function lost(id: string, message: string): ErrorRecord {
  return { id, message };
}

function projected(cmdlet: string, answer: Answer): Answer {
  return answer.outcome === 'done' ? { ...answer, output: answer.output.map((row) => project(cmdlet, row)) } : answer;
}

/** Whatever JSON.parse gives is a value: looking through each again would cost more than the call. */
const row: z.ZodType<Row> = z.record(z.string(), z.custom<Value>());

const answerSchema = z.union([
  z.object({ outcome: z.literal('done'), output: z.array(row), warnings: z.array(z.string()) }),
  z.object({
    outcome: z.enum(['failed', 'not-run', 'unknown']),
    error: z.object({ message: z.string(), id: z.string(), category: z.string().optional(), target: z.string().optional() }),
  }),
]);
