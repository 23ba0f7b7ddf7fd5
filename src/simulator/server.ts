import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Value } from '../tenant/tenant';
import { controlSchema } from './control';
import type { Simulator, StreamedAnswer } from './simulator';

export interface SimulatorServer {
  url: string;
  /** Ends open requests too: whoever waits for an answer gets none. */
  close(): Promise<void>;
}

const maxBodyBytes = 256 * 1024;

/** The simulated tenant on loopback: POST /call, POST /control, GET /health, all with the key as bearer. */
export async function serveSimulator(simulator: Simulator, { key, port = 0 }: { key: string; port?: number }): Promise<SimulatorServer> {
  const server = createServer((request, response) => {
    handle(simulator, key, request, response).catch((error: unknown) => {
      if (error instanceof BadRequest || error instanceof z.ZodError) return answer(response, 400, { error: error.message });
      return answer(response, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo; // a TCP server has no other kind of address
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class BadRequest extends Error {}

const value: z.ZodType<Value> = z.json();
const callSchema = z.strictObject({
  cmdlet: z.string().max(128),
  parameters: z.record(z.string(), value),
  caller: z.string().max(256).nullish(),
  /** Of somebody who is signed in, where the tenant asks for it. */
  tokens: z.strictObject({ graph: z.string(), teams: z.string() }).optional(),
});

async function handle(simulator: Simulator, key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!sameKey(request.headers.authorization, key)) return answer(response, 401, { error: 'The key is missing or wrong.' });
  const route = `${request.method} ${request.url}`;
  if (route === 'GET /health') return answer(response, 200, { ok: true, platform: simulator.platform, pid: process.pid });
  if (route === 'POST /control')
    return answer(response, 200, { ok: true, result: (await simulator.control(controlSchema.parse(await bodyOf(request)))) ?? null });
  if (route !== 'POST /call') return answer(response, 404, { error: 'There is no such route.' });
  const { cmdlet, parameters, caller, tokens } = callSchema.parse(await bodyOf(request));
  const answered = await simulator.stream({ cmdlet, parameters }, caller ?? undefined, tokens);
  // A lost answer is lost on the wire as well.
  if (answered.outcome === 'unknown') return void request.socket.destroy();
  return answered.outcome === 'done' ? write(response, answered) : answer(response, 200, answered);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new BadRequest('The body must be application/json.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new BadRequest(`The body is larger than ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new BadRequest('The body is not JSON.', { cause: error });
  }
}

function sameKey(header: string | undefined, key: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${key}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const chunkLength = 64 * 1024;

/** Row by row, as fast as the reader takes them: a listing of the whole tenant is never held at once. */
function write(response: ServerResponse, answered: Extract<StreamedAnswer, { outcome: 'done' }>): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  return pipeline(Readable.from(chunksOf(answered)), response);
}

function* chunksOf({ output, warnings }: Extract<StreamedAnswer, { outcome: 'done' }>): IterableIterator<string> {
  let text = '{"outcome":"done","output":[';
  let comma = '';
  for (const row of output) {
    text += comma + JSON.stringify(row);
    comma = ',';
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  yield `${text}],"warnings":${JSON.stringify(warnings)}}`;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
