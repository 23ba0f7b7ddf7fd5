import { z } from 'zod';

const errorSchema = z.object({
  message: z.string(),
  /** FullyQualifiedErrorId */
  id: z.string(),
  category: z.string(),
  target: z.string(),
  type: z.string(),
  terminating: z.boolean(),
});

const envelopeSchema = z.object({
  outcome: z.enum(['done', 'failed', 'not-run', 'unknown']),
  output: z.array(z.record(z.string(), z.json())),
  errors: z.array(errorSchema),
  warnings: z.array(z.string()),
  /** Milliseconds inside PowerShell. */
  ms: z.number(),
  /** Not all output is there. */
  truncated: z.boolean(),
  /** The cmdlet could not be stopped: the process is of no more use. */
  wedged: z.boolean(),
});

/** What the bridge answers to one line. */
export type Envelope = z.infer<typeof envelopeSchema>;

export interface FrameReader {
  /** The text of the frame once its end has come, else null. Feed it no more after that. */
  take(chunk: string): string | null;
}

/** Finds `<<nonce:text:nonce>>` in a stream of whatever else is printed. Keeps nothing of the noise. */
export function createFrameReader(nonce: string): FrameReader {
  const start = `<<${nonce}:`;
  const end = `:${nonce}>>`;
  let open = false;
  let parts: string[] = [];
  let tail = '';
  return {
    take(chunk) {
      let fresh = chunk;
      if (!open) {
        const seen = tail + chunk;
        const at = seen.indexOf(start);
        if (at < 0) {
          tail = seen.slice(1 - start.length);
          return null;
        }
        open = true;
        fresh = seen.slice(at + start.length);
        tail = '';
      }
      const at = (tail + fresh).indexOf(end);
      if (at < 0) {
        parts.push(fresh);
        tail = (tail + fresh).slice(1 - end.length);
        return null;
      }
      const text = parts.join('') + fresh;
      parts = [];
      return text.slice(0, text.lastIndexOf(end));
    },
  };
}

/** The envelope in a frame's text, or null when something printed into the frame. */
export function readEnvelope(text: string): Envelope | null {
  if (!isBase64(text)) return null;
  try {
    return envelopeSchema.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    return null;
  }
}

/** Looked at sign by sign: an expression that has to match to the end keeps a way back for each sign, and there may be millions. */
function isBase64(text: string): boolean {
  const padding = text.indexOf('=');
  const isAtEnd = padding === -1 || /^={1,2}$/.test(text.slice(Math.max(padding, text.length - 3)));
  return text !== '' && isAtEnd && !/[^A-Za-z0-9+/=]/.test(text);
}

/** JSON as base64: the only form in which anything of a call reaches a line of PowerShell. */
export function packed(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64');
}
