import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createLog } from '../../src/bot/log';
import { createServer } from '../../src/bot/server';
import { createPeople } from '../../src/auth/people';
import { createLocalFiles, type LocalFiles } from '../../src/local/files';
import { config } from '../bot/running-bot';
import { persona } from '../sample-model';

const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-files-'));
const server = createServer({ host: '127.0.0.1', port: 0, loopbackOnly: true, checks: [], log: createLog({ level: 'silent' }) });
let now = Date.parse('2026-11-24T08:00:00Z');
let files: LocalFiles;
const admin = persona('voice-admin');
const left = path.join(folder, 'left.content');

beforeAll(async () => {
  writeFileSync(left, 'half');
  files = createLocalFiles(server.routes, {
    folder,
    people: createPeople(() => config.access),
    clock: { now: () => new Date(now) },
    url: server.url,
  });
  await server.listen();
});
afterAll(async () => {
  await server.stop(500);
  rmSync(folder, { recursive: true });
});

const offer = (content = Readable.from(['a,b\r\n'])) => files.offer(admin, 'report-sites.csv', content);

test('whoever it is for gets it as a file', async () => {
  const { url, until } = await offer();
  expect(until).toEqual(new Date(now + 30 * 60_000));
  expect(new URL(url).pathname).toMatch(/^\/files\/[\w-]{43}$/);
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([200, 'a,b\r\n']);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="report-sites.csv"');
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['somebody else', (url: string) => url.replace(/from=.*/, 'from=helpdesk'), 403],
  ['nobody', (url: string) => url.replace(/\?.*/, ''), 403],
  ['a made up person', (url: string) => url.replace(/from=.*/, 'from=__proto__'), 403],
  ['a guessed link', (url: string) => url.replace(/files\/.{4}/, 'files/AAAA'), 404],
  ['a way out of the folder', (url: string) => url.replace(/files\/[\w-]+/, 'files/..%2f..%2fetc%2fpasswd'), 404],
  ['a link as long as a book', (url: string) => url.replace(/files\/[\w-]+/, `files/${'a'.repeat(5_000)}`), 404],
])('%s is refused', async (_who, change, status) => {
  const { url } = await offer();
  const answer = await fetch(change(url));
  expect(answer.status).toBe(status);
  expect(await answer.text()).not.toContain('a,b');
});

test('it is gone when its time is over, from the disk too, and so is what a dead process left', async () => {
  const { url } = await offer();
  now += 31 * 60_000;
  expect((await fetch(url)).status).toBe(404);
  files.sweep();
  expect(readdirSync(folder)).toEqual([]);
});

test('what breaks while it is written leaves nothing', async () => {
  async function* broken(): AsyncGenerator<string> {
    yield 'a,b\r\n';
    throw new Error('the tenant went away');
  }
  await expect(offer(Readable.from(broken()))).rejects.toThrow('the tenant went away');
  expect(readdirSync(folder)).toEqual([]);
});

test('the disk does not know the link', async () => {
  const { url } = await offer();
  const [, token] = /files\/([\w-]+)/.exec(url) ?? [];
  expect(readdirSync(folder).join()).not.toContain(token);
});
