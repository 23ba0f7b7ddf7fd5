import pino from 'pino';
import { masked } from './masked';

export type Log = pino.Logger;

/**
 * One JSON object per line. What is logged passes the mask first: no tokens, no whole phone numbers, whatever the caller hands over.
 * JSON encodes line breaks, so nobody can forge a line.
 */
export function createLog(options: { level: string; destination?: pino.DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (record) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, masked(value, key)])),
      },
      // An error is already made plain by the mask.
      serializers: { err: (value: unknown) => value },
      hooks: {
        logMethod(inputs, method) {
          return method.apply(this, inputs.map((input) => (typeof input === 'string' ? masked(input) : input)) as typeof inputs);
        },
      },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
}
