import { PassThrough } from 'node:stream';
import { runTerminal } from '../../src/local/terminal';
import { runBot, type RunningBot } from '../bot/running-bot';
import { sampleChange, storeChange } from '../bot/sample-change';

let bot: RunningBot;
beforeAll(async () => {
  const change = sampleChange({ id: 7 });
  bot = await runBot({ changes: new Map([[7, change]]) });
  await storeChange(bot.database, change);
});
afterAll(() => bot.stop());

async function terminal(options: {
  line?: string;
  typed?: string;
  url?: string;
  persona?: string;
  locale?: string;
}): Promise<{ code: number; text: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  if (options.typed !== undefined) input.end(options.typed);
  const { url = bot.url, persona = 'voice-admin', line = null, locale = 'en-US' } = options;
  const code = await runTerminal({ url, persona, line, locale, input, output });
  return { code, text: String(output.read() ?? '') };
}

test('one line is answered as text, and the program ends', async () => {
  const { code, text } = await terminal({ line: 'show 7' });
  expect(code).toBe(0);
  expect(text.trim()).toBe('Change 7, version 1: draft');
});

test('lines are answered one after the other, as the persona that was asked for', async () => {
  const { code, text } = await terminal({ typed: 'one\n\ntwo\n', persona: 'helpdesk' });
  expect(code).toBe(0);
  const answers = [...text.matchAll(/Hana Helpdesk \(helpdesk\): (\w+)/g)].map(([, said]) => said);
  expect(answers).toEqual(['one', 'two']);
});

test.each([
  ['en-US', 'No Switchboard answers'],
  ['fr-CA', 'Aucun Switchboard ne répond'],
])('without a bot it says in %s what to run', async (locale, says) => {
  const { code, text } = await terminal({ line: 'help', url: 'http://127.0.0.1:9', locale });
  expect(code).toBe(1);
  expect(text).toContain(says);
  expect(text).toContain('npm start');
});

test('nothing that others wrote steers the terminal', async () => {
  const { text } = await terminal({ line: 'a\u001b[2Jb' });
  expect(text).toContain('a [2Jb');
});
