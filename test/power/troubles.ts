import type { Control } from '../../src/simulator/control';

export interface Trouble {
  name: string;
  faults: Control[];
  /** Attempts beyond the first that it costs a change. */
  more: number;
}

/** Every way in which the tenant can treat a cmdlet badly. @param cmdlet the one it happens to; default: the next, whichever it is. */
export function troublesOf(cmdlet?: string): Trouble[] {
  const fault = (kind: Extract<Control, { do: 'fault' }>['kind'], times = 1): Control[] => [
    { do: 'fault', kind, times, ...(cmdlet !== undefined && { cmdlet }) },
  ];
  return [
    { name: 'answers late', faults: [{ do: 'slow', ms: 400 }], more: 0 },
    { name: 'shows old and new in turn after a write', faults: [{ do: 'replicate', ms: 800, flicker: true }], more: 0 },
    { name: 'acts and answers twice', faults: fault('twice'), more: 0 },
    { name: 'never answers, having acted', faults: fault('hang'), more: 0 },
    { name: 'loses the answer after it acted', faults: fault('lose'), more: 0 },
    { name: 'answers with an error after it acted', faults: fault('fail-after'), more: 0 },
    { name: 'fails once without having acted', faults: fault('fail'), more: 1 },
    { name: 'throttles twice', faults: fault('throttle', 2), more: 2 },
  ];
}
