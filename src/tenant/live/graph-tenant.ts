import { z } from 'zod';
import { sendHttp, type HttpAnswer } from '../../http-client';
import { retryAfterMs } from '../../retry-after';
import { canonicalParameters, isWrite } from '../contract';
import type { Answer, Call, ErrorRecord, Row } from '../tenant';
import { graphRequest, rowsOf } from './graph-cmdlets';

const timeoutMs = 30_000;

/** One call of an Mg cmdlet, which the contract let through, to Microsoft Graph. @param hold told how long Graph wants to be left alone */
export async function callGraph(
  call: Call,
  { graph, token, hold }: { graph: string; token: string; hold(ms: number): void },
): Promise<Answer> {
  const { cmdlet } = call;
  const request = graphRequest(cmdlet, canonicalParameters(call));
  if (!request)
    return { outcome: 'not-run', error: { id: `Graph.NotMapped,${cmdlet}`, message: `${cmdlet} is not part of the live back end.` } };
  const rows: Row[] = [];
  let url = `${graph}/v1.0${request.path}`;
  for (;;) {
    const sent = await send(url, request.method, request.body, token).catch((error: unknown) => lost(cmdlet, error));
    if ('outcome' in sent) return sent;
    if (sent.status >= 300) return refused(cmdlet, sent, hold);
    if (sent.body === '' || isWrite(cmdlet)) return { outcome: 'done', output: [], warnings: [] };
    let next: string | null;
    try {
      const page = rowsOf(cmdlet, request, JSON.parse(sent.body));
      rows.push(...page.rows);
      next = page.next;
    } catch {
      return { outcome: 'failed', error: { id: `Graph.BadAnswer,${cmdlet}`, message: 'The answer of Microsoft Graph cannot be read.' } };
    }
    const most = request.most ?? 1;
    if (next === null || rows.length >= most) return { outcome: 'done', output: rows.slice(0, most), warnings: [] };
    // A token goes to Graph and nowhere else.
    if (!next.startsWith(`${graph}/`))
      return { outcome: 'failed', error: { id: `Graph.BadAnswer,${cmdlet}`, message: 'Microsoft Graph named a next page elsewhere.' } };
    url = next;
  }
}

function send(url: string, method: string, body: unknown, token: string): Promise<HttpAnswer> {
  return sendHttp(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    timeoutMs,
  });
}

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** 401 and 429 come from Graph's door: nothing behind it has seen the request. */
function refused(cmdlet: string, { status, headers, body }: HttpAnswer, hold: (ms: number) => void): Answer {
  const said = errorBody.safeParse(jsonOf(body));
  const { code, message } = said.success ? said.data.error : { code: `Status${status}`, message: `Microsoft Graph answered ${status}.` };
  const busy = status === 429;
  if (busy || status === 503) hold(retryAfterMs(headers['retry-after']) ?? 0);
  const error: ErrorRecord = { id: `${busy ? 'TooManyRequests' : code},${cmdlet}`, message };
  return { outcome: busy || status === 401 ? 'not-run' : 'failed', error };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

function lost(cmdlet: string, error: unknown): Answer {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return neverSent.has(code)
    ? { outcome: 'not-run', error: { id: `ServiceUnavailable,${cmdlet}`, message: 'Microsoft Graph cannot be reached.' } }
    : { outcome: 'unknown', error: { id: `Graph.AnswerLost,${cmdlet}`, message: 'Microsoft Graph did not answer.' } };
}
