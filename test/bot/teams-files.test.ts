import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createDownloadFile } from '../../src/bot/download-file';
import { isTrusted } from '../../src/bot/teams-adapter';
import { createFileConsent, type FileConsent } from '../../src/bot/file-consent';
import { systemClock } from '../../src/clock';
import { persona } from '../sample-model';
import { runBot, type RunningBot } from './running-bot';
import { activity, message, openChannel, type Channel, type Heard } from './teams';

/** Somebody's OneDrive. */
interface Drive {
  url: string;
  asked: { method: string; url: string; range: string | undefined; body: string }[];
  server: Server;
}

let drive: Drive;
let channel: Channel;
let bot: RunningBot;
let consent: FileConsent;
let read = '';
const folder = mkdtempSync(path.join(os.tmpdir(), 'switchboard-consent-'));
const admin = persona('voice-admin');

beforeAll(async () => {
  drive = await openDrive();
  channel = await openChannel();
  bot = await runBot({
    channel: channel.url,
    files: (own) => (consent = createFileConsent({ folder, clock: systemClock, own, hosts: [new URL(drive.url).host] })),
    readFile: createDownloadFile([new URL(drive.url).host]),
    conversation: (speaker) => ({
      async message(turn, _speech, text, files = []) {
        let bytes = 0;
        for (const file of files) for await (const chunk of file.open()) bytes += chunk.byteLength;
        read = `${text}: ${files.map(({ name }) => name).join()} ${bytes}`;
        await speaker.send(turn, { card: null, text: read, summary: read });
      },
      action: async () => null,
    }),
  });
});
afterAll(async () => {
  await bot.stop();
  await channel.close();
  drive.server.close();
  drive.server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

async function openDrive(): Promise<Drive> {
  const asked: Drive['asked'] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { url = '', method = '', headers } = request;
      asked.push({ method, url, range: headers['content-range'], body: Buffer.concat(chunks).toString() });
      const status = url === '/moved' ? 302 : url === '/full' ? 507 : 200;
      response.writeHead(status, status === 302 ? { location: '/file' } : {});
      response.end(method === 'GET' ? 'x'.repeat(url === '/huge' ? 3_000_000 : 12) : '{}');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

const say = (said: Record<string, unknown>): Promise<Response> => channel.say(bot.url, said);
const isFor = (name: string) => (heard: Heard) => heard.conversation === `a:${name}`;
const hasType = (type: string) => (heard: Heard) =>
  JSON.stringify(heard.activity.attachments ?? []).includes(`application/vnd.microsoft.teams.card.file.${type}`);

const answerTo = (who: string, action: 'accept' | 'decline', token: string, uploadUrl = `${drive.url}/upload?secret`) =>
  say(
    activity('personal', who, {
      type: 'invoke',
      name: 'fileConsent/invoke',
      value: {
        type: 'fileUpload',
        action,
        context: { token },
        ...(action === 'accept' && {
          uploadInfo: { contentUrl: `${drive.url}/report.csv`, name: 'report.csv', uploadUrl, uniqueId: 'u1', fileType: 'csv' },
        }),
      },
    }),
  );

async function offered(): Promise<string> {
  await consent.offer(admin, 'report.csv', Readable.from(['a,b\r\n1,2\r\n']));
  const card = await channel.until(hasType('consent'));
  const content = card.activity.attachments?.[0]?.content as { sizeInBytes: number; acceptContext: { token: string } };
  expect([card.conversation, content.sizeInBytes]).toEqual(['a:voice-admin', 10]);
  return content.acceptContext.token;
}

test('who was never heard in their own chat is told to say something there, and nothing is left', async () => {
  await expect(consent.offer(admin, 'report.csv', Readable.from(['a']))).rejects.toMatchObject({ sentence: { key: 'files.no-own-chat' } });
  expect(readdirSync(folder)).toEqual([]);
});

describe('a file that is offered', () => {
  beforeAll(async () => {
    for (const who of ['voice-admin', 'helpdesk']) {
      await say(message('personal', who, 'hello'));
      await channel.until(isFor(who));
    }
    while ((await bot.database.db.selectFrom('reachable').select('person').execute()).length < 2) await new Promise(setImmediate);
  });

  test('goes to the OneDrive of whoever accepts it, once', async () => {
    const token = await offered();
    expect((await answerTo('voice-admin', 'accept', token)).status).toBe(200);
    await channel.until(hasType('info'));
    expect(drive.asked).toEqual([{ method: 'PUT', url: '/upload?secret', range: 'bytes 0-9/10', body: 'a,b\r\n1,2\r\n' }]);
    expect(readdirSync(folder)).toEqual([]);
    await answerTo('voice-admin', 'accept', token);
    expect((await channel.until(({ activity: sent }) => sent.text?.startsWith('That file is') ?? false)).conversation).toBe(
      'a:voice-admin',
    );
    expect(drive.asked).toHaveLength(1);
  });

  test.each([
    ['is for nobody else', 'helpdesk', '/upload', 'That file is for somebody else'],
    ['goes nowhere but to where files are', 'voice-admin', 'http://169.254.169.254/', 'That place is not one'],
    ['may be accepted again where OneDrive was full', 'voice-admin', '/full', 'OneDrive did not take'],
    ['is not sent on by a redirect', 'voice-admin', '/moved', 'OneDrive did not take'],
  ])('%s', async (_what, who, address, said) => {
    const token = await offered();
    await answerTo(who, 'accept', token, address.startsWith('/') ? `${drive.url}${address}` : address);
    await channel.until(({ activity: sent }) => sent.text?.startsWith(said) ?? false);
    expect(readdirSync(folder)).toHaveLength(2);
    await answerTo('voice-admin', 'decline', token);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a file that is received', () => {
  const sent = (url: string) => ({
    ...message('personal', 'helpdesk', 'check trunks'),
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: 'https://contoso-my.sharepoint.com/personal/trunks.csv',
        name: 'trunks.csv',
        content: { downloadUrl: url, uniqueId: 'u2', fileType: 'csv' },
      },
    ],
  });

  test.each([
    ['is read from where the message says', '/file', 'check trunks: trunks.csv 12'],
    ['is not followed elsewhere', '/moved', 'That file cannot be read'],
    ['may not be larger than what is read', '/huge', 'A file may have 2 MB'],
    ['is read from nowhere else', 'http://169.254.169.254/latest', 'That file cannot be read'],
  ])('%s', async (_what, address, said) => {
    await say(sent(address.startsWith('/') ? `${drive.url}${address}` : address));
    await channel.until(({ activity: heard }) => heard.text?.startsWith(said) ?? false);
  });
});

test.each([
  ['https://contoso-my.sharepoint.com/x?y', true],
  ['http://contoso-my.sharepoint.com/x', false],
  ['https://contoso-my.sharepoint.com:8443/x', false],
  ['https://user:word@contoso-my.sharepoint.com/x', false],
  ['https://sharepoint.com.evil.example/x', false],
  ['https://evilsharepoint.com/x', false],
  ['https://169.254.169.254/x', false],
  ['file:///etc/passwd', false],
  ['not an address', false],
])('%s is allowed: %s', (address, allowed) => {
  expect(isTrusted(address, ['*.sharepoint.com'])).toBe(allowed);
});
