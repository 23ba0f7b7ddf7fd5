import { isWrite } from '../tenant/contract';
import type { Answer, ErrorRecord } from '../tenant/tenant';
import type { Fault } from './control';

type Refused = Exclude<Answer, { outcome: 'done' }>;

/** The faults that are due, in the order they were asked for. */
export class Faults {
  private pending: Fault[] = [];

  add(fault: Fault): void {
    if (fault.times === 0) this.pending = this.pending.filter(({ kind }) => kind !== fault.kind);
    else this.pending.push(fault);
  }

  due(): readonly Readonly<Fault>[] {
    return this.pending;
  }

  clear(): void {
    this.pending = [];
  }

  /** The fault for this call, used up by it. */
  take(cmdlet: string): Fault | undefined {
    const due = this.pending.find((fault) => (!fault.cmdlet || fault.cmdlet === cmdlet) && (!fault.writes || isWrite(cmdlet)));
    if (!due) return undefined;
    due.times -= 1;
    if (due.times === 0) this.pending = this.pending.filter((fault) => fault !== due);
    return due;
  }
}

/** The answer instead of acting, or null when the cmdlet runs first. */
export function instead(fault: Fault | undefined, cmdlet: string): Refused | null {
  switch (fault?.kind) {
    case 'throttle':
      return {
        outcome: 'failed',
        error: record(fault, cmdlet, 'TooManyRequests', 'The server responded with a Request Error, Status: TooManyRequests'),
      };
    case 'fail':
      return {
        outcome: 'failed',
        error: record(fault, cmdlet, 'InternalServerError', 'BadRequest Service is unavailable. Please try again'),
      };
    case 'refuse':
      return { outcome: 'not-run', error: record(fault, cmdlet, 'CommandNotFoundException', `The term '${cmdlet}' is not recognized.`) };
    default:
      return null;
  }
}

/** The answer after acting: `undefined` never comes. */
export function afterwards<T>(fault: Fault | undefined, cmdlet: string, answer: T): T | Refused | undefined {
  switch (fault?.kind) {
    case 'lose':
      return { outcome: 'unknown', error: record(fault, cmdlet, 'AnswerLost', 'The answer was lost.') };
    case 'fail-after':
      return { outcome: 'failed', error: record(fault, cmdlet, 'InternalServerError', 'Unknown error') };
    case 'hang':
      return undefined;
    default:
      return answer;
  }
}

function record(fault: Fault, cmdlet: string, id: string, message: string): ErrorRecord {
  return fault.error ?? { id: `${id},${cmdlet}`, message };
}
