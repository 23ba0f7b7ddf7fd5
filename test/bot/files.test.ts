import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createPrivateKey } from 'node:crypto';
import { systemClock } from '../../src/clock';
import type { SentFile, Speaker } from '../../src/dialogs/conversation';
import { openDatabase, type Database } from '../../src/store/database';
import { made } from '../checks/made-certificates';
import { post, startConversation } from './direct-line-client';
import { runBot, type RunningBot, type SmallConversation } from './running-bot';

let folder: string;
let database: Database;
let bot: RunningBot;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'switchboard-files-'));
  database = await openDatabase(`sqlite:${path.join(folder, 'switchboard.db')}`, { clock: systemClock });
  bot = await runBot({ database, conversation: reader });
});
afterAll(async () => {
  await bot.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** Says what it got, and how much was in the files. */
function reader(speaker: Speaker, heard: string[]): SmallConversation {
  return {
    async message(turn, _speech, text, files = []) {
      heard.push(text);
      const sizes = await Promise.all(files.map(async (file) => `${file.name} ${await size(file)}`));
      const said = `got ${text}: ${sizes.join(', ')}`;
      await speaker.send(turn, { card: null, text: said, summary: said });
    },
    action: async () => null,
  };
}

async function size(file: SentFile): Promise<number> {
  let bytes = 0;
  for await (const chunk of file.open()) bytes += chunk.byteLength;
  return bytes;
}

const attached = (name: string, content: Buffer, type = 'application/octet-stream') => ({
  contentType: type,
  name,
  contentUrl: `data:${type};base64,${content.toString('base64')}`,
});

/** Everything that was written: the database with its journals, and the log. */
function everything(): string {
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)).toString('latin1'));
  return [...files, ...bot.log].join('\n');
}

test('a file comes with its message, is read, and neither transcript nor inbox keeps its content', async () => {
  const client = await startConversation(bot.url);
  const content = Buffer.from('gateway,target\nsomething-to-find-later,ms1\n');
  await client.send({ type: 'message', text: 'check trunks', attachments: [attached('trunks.csv', content)] });
  await client.until(({ text }) => text === `got check trunks: trunks.csv ${content.length}`);
  const [mine] = await client.all();
  expect(mine?.attachments).toEqual([{ contentType: 'application/octet-stream', name: 'trunks.csv' }]);
  const rows = await database.db.selectFrom('inbox').select(['activity', 'handled_at']).execute();
  expect(
    rows
      .filter(({ handled_at }) => handled_at)
      .map(({ activity }) => activity)
      .join(),
  ).not.toContain(content.toString('base64').slice(0, 30));
});

test('a file without a word is asked what it is for, and one that lies elsewhere is never fetched', async () => {
  const client = await startConversation(bot.url);
  await client.send({ type: 'message', attachments: [attached('a.csv', Buffer.from('a'))] });
  await client.until(({ text }) => text?.startsWith('Say in the same message') ?? false);
  await client.send({
    type: 'message',
    text: 'check trunks',
    attachments: [{ contentType: 'text/csv', name: 'x.csv', contentUrl: 'http://169.254.169.254/latest/meta-data' }],
  });
  await client.until(({ text }) => text?.startsWith('That file cannot be read from here') ?? false);
});

test('what Teams adds to a text is no file', async () => {
  const client = await startConversation(bot.url);
  await client.send({ type: 'message', text: 'hello', attachments: [{ contentType: 'text/html', content: '<p>hello</p>' }] });
  await client.until(({ text }) => text === 'got hello: ');
});

test('a private key, pasted or attached, is refused before anything is kept', async () => {
  const { pem, der, keyPem } = await made({ name: 'ap.contoso.com', algorithm: 'RSA-2048' });
  const key = createPrivateKey(keyPem);
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const pkcs1 = key.export({ type: 'pkcs1', format: 'pem' }).toString();
  const bare = pkcs8.toString('base64');
  const jwk = JSON.stringify(key.export({ format: 'jwk' }));
  const head = 'check certificate of ap.contoso.com as edge';
  const messages: Record<string, object> = {
    'PEM below the command': { text: `${head}\n${keyPem}` },
    'a key behind its certificate': { text: `${head}\n${pem}${pkcs1}` },
    'bare base64 in a sentence': { text: `here it is ${bare} thanks` },
    'wrapped base64': { text: `${head}\n${bare.replace(/.{64}/g, '$&\n')}\nthanks` },
    'a JSON web key': { text: jwk },
    'a PEM file': { text: head, attachments: [attached('ap.pem', Buffer.from(pem + keyPem), 'application/x-pem-file')] },
    'a DER file': { text: head, attachments: [attached('ap.key', pkcs8)] },
    'a DER file behind a certificate': { text: head, attachments: [attached('ap.der', Buffer.concat([der, pkcs8]))] },
    'a key in UTF-16': { text: head, attachments: [attached('ap.txt', Buffer.from(`\ufeff${keyPem}`, 'utf16le'))] },
    'a file that is not base64': {
      text: head,
      attachments: [{ contentType: 'text/plain', name: 'k', contentUrl: `data:text/plain,${encodeURIComponent(keyPem)}` }],
    },
    'card data': { value: { verb: 'say', command: keyPem.slice(0, 300) } },
    'the name of a file': { text: head, attachments: [{ ...attached('x', Buffer.from('x')), name: keyPem.slice(0, 300) }] },
  };
  const before = bot.heard.length;
  for (const [what, message] of Object.entries(messages)) {
    const client = await startConversation(bot.url);
    const answer = await client.send({ type: 'message', ...message });
    expect([what, answer.status]).toEqual([what, 200]);
    await client.until(({ text }) => text?.includes('holds a private key') ?? false);
    expect((await client.all()).map(({ text }) => text)).toHaveLength(1);
  }
  expect(bot.heard).toHaveLength(before);
  const written = everything();
  // Line breaks of a PEM stand escaped in JSON; lines themselves do not.
  const lines = `${keyPem}\n${pkcs1}`.split('\n').filter((line) => /^[A-Za-z0-9+/=]{20,}$/.test(line));
  const pieces = [...lines, bare.slice(100, 140), pkcs8.subarray(60, 90).toString('latin1'), JSON.parse(jwk).d as string];
  expect(lines.length).toBeGreaterThan(40);
  for (const piece of pieces) expect(written.includes(piece)).toBe(false);
  expect(written).toContain('a message with a private key was refused');
});

test('the bot refuses one that comes by another way than the page, also as a click', async () => {
  const { keyPem } = await made({ name: 'ap.contoso.com' });
  const conversation = { id: '6c2f2f5e-3a54-4a0b-9b5c-0c8f0a3d7e11' };
  for (const [id, type] of [
    ['direct-1', 'message'],
    ['direct-2', 'invoke'],
  ]) {
    const activity = {
      type,
      id,
      channelId: 'directline',
      serviceUrl: bot.url,
      conversation,
      from: { id: 'voice-admin' },
      recipient: { id: 'switchboard' },
    };
    const answer = await post(`${bot.url}/api/messages`, {
      ...activity,
      text: keyPem,
      name: 'adaptiveCard/action',
      value: { action: { data: { command: keyPem } } },
    });
    expect(answer.status).toBe(200);
  }
  const stored = await database.db.selectFrom('inbox').select('activity_id').where('conversation', '=', conversation.id).execute();
  expect(stored).toEqual([]);
});

test.each([
  'is the private key of the certificate exportable?',
  'check certificate of gw1-seattle.contoso.net as gateway',
  'status of 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  `look at ${'https://contoso.example/'}${'a'.repeat(120)}`,
])('a text that only speaks of keys is none: %s', async (text) => {
  const client = await startConversation(bot.url);
  await client.say(text);
  await client.until((activity) => activity.text === `got ${text}: `);
});

test('a public certificate may be pasted and attached', async () => {
  const { pem, der } = await made({ name: 'ap.contoso.com', algorithm: 'RSA-2048' });
  const client = await startConversation(bot.url);
  await client.send({ type: 'message', text: `check certificate of ap.contoso.com\n${pem}` });
  await client.until(({ text }) => text?.startsWith('got check certificate') ?? false);
  await client.send({ type: 'message', text: 'check certificate of ap.contoso.com', attachments: [attached('ap.cer', der)] });
  await client.until(({ text }) => text === `got check certificate of ap.contoso.com: ap.cer ${der.length}`);
});
