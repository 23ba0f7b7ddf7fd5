import { z } from 'zod';
import type { Control } from '../simulator/control';
import { readCard } from '../tenant/simulated-tenants';

/** 503: the simulated tenant does not answer. 404: it does not do that, for want of the account for one. */
export class ControlError extends Error {
  constructor(
    readonly status: 404 | 503,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Tells the simulated tenant something besides cmdlets. Throws `ControlError`. */
export type SimulatedControl = (command: Control, signal?: AbortSignal) => Promise<unknown>;

const answered = z.object({ result: z.unknown() });
const timeoutMs = 40_000;

/** @param file where its process leaves its address, read at each use: it may have been started anew */
export function simulatedControl(file: string): SimulatedControl {
  return async (command, signal) => {
    const response = await send(file, command, signal).catch((cause: unknown) => {
      throw new ControlError(503, 'The simulated tenant does not answer.', { cause });
    });
    if (!response.ok) throw new ControlError(404, `The simulated tenant answers ${response.status} to «${command.do}».`);
    return answered.parse(await response.json()).result;
  };
}

async function send(file: string, command: Control, signal: AbortSignal | undefined): Promise<Response> {
  const { url, key } = readCard(file);
  return fetch(new URL('/control', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(command),
    signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
  });
}
