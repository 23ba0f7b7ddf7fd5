import readline from 'node:readline';
import { languageOf, say } from '../i18n/say';
import type { Readable, Writable } from 'node:stream';
import { createTerminalClient, UnreachableError, type Heard, type TerminalClient } from './terminal-client';

export interface TerminalOptions {
  /** Where the bot listens. */
  url: string;
  /** `from.id` */
  persona: string;
  /** One line to say; the program ends after its answer. Without it lines are read from `input`. */
  line: string | null;
  /** In which it speaks itself, and which it tells the bot. */
  locale: string;
  input: Readable;
  output: Writable;
  /** How long to wait for an answer before going on. */
  answerMs?: number;
}

/** The conversation as text in a terminal. Returns the exit code: 1 when no bot runs. */
export async function runTerminal(options: TerminalOptions): Promise<number> {
  const { output } = options;
  const client = createTerminalClient(options);
  try {
    await client.start();
    if (options.line !== null) return (await sayAndShow(client, options.line, options, true)) ? 0 : 1;
    await talk(client, options);
    return 0;
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    output.write(`${own(options, 'unreachable', { url: options.url })}\n`);
    return 1;
  } finally {
    client.stop();
  }
}

async function talk(client: TerminalClient, options: TerminalOptions): Promise<void> {
  const { input, output, persona } = options;
  output.write(`${own(options, 'welcome', { persona })}\n\n`);
  const lines = readline.createInterface({ input, output, prompt: '> ', terminal: 'isTTY' in output && output.isTTY === true });
  client.listen((heard) => {
    output.write(`\n${printable(heard)}\n`);
    lines.prompt(true);
  });
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() !== '') await sayAndShow(client, line.trim(), options);
    lines.prompt();
  }
  output.write('\n');
}

async function sayAndShow(client: TerminalClient, line: string, options: TerminalOptions, patient = false): Promise<boolean> {
  const { output, answerMs = 20_000 } = options;
  const answers = await client.say(line, answerMs, patient);
  if (answers.length === 0) output.write(`${own(options, 'no-answer')}\n`);
  for (const answer of answers) output.write(`\n${printable(answer)}\n\n`);
  return answers.length > 0;
}

function own({ locale }: TerminalOptions, name: 'welcome' | 'unreachable' | 'no-answer', values: Record<string, string> = {}): string {
  return say(languageOf(locale) ?? 'en', { key: `terminal.${name}`, values });
}

/** What the bot sends is text of others too: nothing in it may steer the terminal. */
function printable({ text }: Heard): string {
  return text.replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, ' ');
}
