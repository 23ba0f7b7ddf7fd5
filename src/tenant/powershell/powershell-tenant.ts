import { checkCall, isWrite, project } from '../contract';
import type { Answer, Call, ErrorRecord, Tenant } from '../tenant';
import type { Envelope } from './frame';
import type { Reply } from './pipe';
import type { Entrance, Pool } from './pool';

const defaultTimeoutMs = 30_000;

/** How a person's process is had, and for which platform. */
export interface Door {
  platform: string;
  entrance: Entrance;
}

/** One person's tenant through PowerShell. Every call is checked against the contract before it is sent. */
export function createPowerShellTenant({
  pool,
  door,
  settleMs,
  timeoutMs = defaultTimeoutMs,
}: {
  pool: Pool;
  /** Asked at every call: what is behind the door may have been started anew. */
  door(): Door;
  settleMs: number;
  timeoutMs?: number;
}): Tenant {
  return {
    settleMs: (cmdlet) => (isWrite(cmdlet) ? settleMs : 0),
    async call(call) {
      const { platform, entrance } = door();
      const refused = checkCall(call, platform);
      if (refused) return { outcome: 'not-run', error: refused };
      const request = { cmdlet: call.cmdlet, parameters: call.parameters, ms: timeoutMs };
      const answer = answerOf(call, await pool.run(entrance, request));
      // A read changes nothing, so that its lost answer may be asked for again, once; after a fault that is a new process.
      return answer.outcome === 'unknown' && !isWrite(call.cmdlet) ? answerOf(call, await pool.run(entrance, request)) : answer;
    },
  };
}

function answerOf(call: Call, reply: Reply): Answer {
  if (reply.kind !== 'answered') return { outcome: reply.kind === 'lost' ? 'unknown' : 'not-run', error: reply.error };
  const { outcome, output, warnings, truncated } = reply.envelope;
  if (outcome !== 'done') return { outcome, error: recordOf(reply.envelope) };
  // Half a list would be read as the whole. A write that ran has run, whatever it said.
  if (truncated && !isWrite(call.cmdlet))
    return { outcome: 'failed', error: { id: 'Bridge.TooMuchOutput', message: 'The cmdlet returned more than can be taken.' } };
  // What has none of the contract's fields is no row: a cmdlet may let slip anything.
  const rows = output.map((row) => project(call.cmdlet, row)).filter((row) => Object.keys(row).length > 0);
  return { outcome, output: rows, warnings };
}

function recordOf({ errors }: Envelope): ErrorRecord {
  const [first] = errors;
  if (!first) return { id: 'Bridge.NoRecord', message: 'The cmdlet failed without saying why.' };
  const { message, id, category, target } = first;
  return { message, id, ...(category ? { category } : {}), ...(target ? { target } : {}) };
}
