import { createGraph, type Graph } from '../../src/auth/graph';
import { serve, type Answered, type Asked, type Served } from '../microsoft/serve';

const token = 'the-token-of-the-application';
const answers: (Answered | 'silence' | null)[] = [];
const seen: Asked[] = [];
let server: Served;
let now = 0;
let graph: Graph;

beforeAll(async () => {
  server = await serve((asked) => {
    seen.push(asked);
    const answer = answers.length > 0 ? answers.shift()! : { status: 200, json: { value: 'good' } };
    return answer === 'silence' ? new Promise(() => undefined) : answer;
  });
});
afterAll(() => server.close());
beforeEach(() => {
  answers.length = seen.length = 0;
  graph = patientFor(60_000);
});

const patientFor = (timeoutMs: number): Graph =>
  createGraph({ url: server.url, token: async () => token, clock: { now: () => new Date(now) }, timeoutMs, patienceMs: 1_000 });

const failed = (status: number, retryAfter?: string): Answered => ({
  status,
  json: { error: { code: 'Some_Code', message: `about Bearer ${token}` } },
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
});

test('it asks as the application', async () => {
  expect(await graph.ask('/users/x/checkMemberGroups', { groupIds: ['g'] })).toEqual({ value: 'good' });
  expect(seen).toMatchObject([
    { method: 'POST', path: '/v1.0/users/x/checkMemberGroups', body: '{"groupIds":["g"]}', headers: { authorization: `Bearer ${token}` } },
  ]);
});

test.each([
  ['is down for a moment', [failed(503)], 2],
  ['asks for a short pause', [failed(429, '0'), failed(429, '0')], 3],
  ['asks for a pause until a moment that is over', [failed(503, 'Thu, 01 Jan 1970 00:00:00 GMT')], 2],
  ['hangs up once', [null], 2],
])('Graph %s: asked again', async (_what, first, times) => {
  answers.push(...first);
  expect(await graph.get('/me')).toEqual({ value: 'good' });
  expect(seen).toHaveLength(times);
});

test.each<[string, (Answered | 'silence')[], number, RegExp]>([
  ['refuses', Array.from({ length: 3 }, () => failed(403)), 1, /403 Some_Code/],
  ['stays down', Array.from({ length: 3 }, () => failed(503)), 3, /503/],
  ['stays silent', Array.from({ length: 3 }, () => 'silence' as const), 3, /no answer/],
])('Graph %s: the error says so, without a token and without Graph’s own words', async (_what, all, times, said) => {
  answers.push(...all);
  if (all.includes('silence')) graph = patientFor(200);
  const error: unknown = await graph.get('/me').catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(said);
  expect(JSON.stringify([error, String(error)])).not.toMatch(/token|about/);
  expect(seen).toHaveLength(times);
});

test('before the moment that Graph named nothing is asked', async () => {
  answers.push(failed(429, '30'));
  await expect(graph.get('/me')).rejects.toMatchObject({ status: 429 });
  await expect(graph.get('/me')).rejects.toMatchObject({ status: 429 });
  expect(seen).toHaveLength(1);
  now += 31_000;
  expect(await graph.get('/me')).toEqual({ value: 'good' });
});

test('the token goes to Graph alone, whatever is named as the next page', async () => {
  await expect(graph.get(`${server.url}.example/v1.0/groups`)).rejects.toThrow(/somewhere else/);
  await expect(graph.get('http://127.0.0.1:1/v1.0/groups')).rejects.toThrow(/somewhere else/);
  expect(await graph.get(`${server.url}/v1.0/groups?$skiptoken=1`)).toEqual({ value: 'good' });
});
