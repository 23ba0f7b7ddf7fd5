import readline from 'node:readline';
import { languageOf, say } from '../i18n/say';
import type { Readable, Writable } from 'node:stream';
import { createTerminalClient, isUnderWay, UnreachableError, type Heard, type TerminalClient } from './terminal-client';

export interface TerminalOptions {
  /** Where the bot listens. */
  url: string;
  /** `from.id` */
  persona: string;
  /** One line to say; the program ends after its answer. Without it lines are read from `input`. */
  line: string | null;
  /** What was said as data, on `output` alone; what the program says itself goes to `errors` then. */
  json?: boolean;
  /** In which it speaks itself, and which it tells the bot. */
  locale: string;
  input: Readable;
  output: Writable;
  errors?: Writable;
  /** How long to wait for an answer before going on. */
  answerMs?: number;
  /** How long one line waits for what comes later by itself: the end of a change, of a report. */
  patienceMs?: number;
}

/** What a script has to know of its line. */
export const exitCodes = { answered: 0, unanswered: 1, refused: 3, asks: 4, unfinished: 5 } as const;

/** The conversation as text in a terminal. Returns the exit code, of `exitCodes`. */
export async function runTerminal(options: TerminalOptions): Promise<number> {
  const client = createTerminalClient(options);
  try {
    await client.start();
    if (options.line !== null) return await sayOnce(client, options.line, options);
    await talk(client, options);
    return 0;
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    complain(options, own(options, 'unreachable', { url: options.url }));
    return exitCodes.unanswered;
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

async function sayAndShow(client: TerminalClient, line: string, options: TerminalOptions): Promise<void> {
  const answers = await client.say(line, options.answerMs ?? defaultAnswerMs);
  if (answers.length === 0) complain(options, own(options, 'no-answer'));
  show(answers, options);
}

const defaultAnswerMs = 20_000;

async function sayOnce(client: TerminalClient, line: string, options: TerminalOptions): Promise<number> {
  const { json = false, output, answerMs = defaultAnswerMs, patienceMs = 120_000 } = options;
  const answers = await client.say(line, answerMs, patienceMs);
  if (json) output.write(`${JSON.stringify({ line, answers: answers.map(({ text, data }) => data ?? { text }) }, null, 2)}\n`);
  else show(answers, options);
  if (answers.length === 0) complain(options, own(options, 'no-answer'));
  return exitCodes[outcomeOf(answers)];
}

/** One refusal is enough; of a change the last word counts: it may have been queued and has run. */
function outcomeOf(answers: readonly Heard[]): keyof typeof exitCodes {
  if (answers.length === 0) return 'unanswered';
  const all = answers.flatMap(({ data }) => data ?? []);
  const short = (['refused', 'asks'] as const).find((outcome) => all.some((said) => said.outcome === outcome));
  if (short) return short;
  const change = all.findLast((said) => said.change !== null)?.change ?? null;
  const wentWrong = change !== null && ['failed', 'partly-done', 'unknown'].includes(change.state);
  return wentWrong || isUnderWay(change) ? 'unfinished' : 'answered';
}

function show(answers: readonly Heard[], options: TerminalOptions): void {
  for (const answer of answers) options.output.write(`\n${printable(answer)}\n\n`);
}

function complain({ json, output, errors }: TerminalOptions, text: string): void {
  (json && errors ? errors : output).write(`${text}\n`);
}

function own({ locale }: TerminalOptions, name: 'welcome' | 'unreachable' | 'no-answer', values: Record<string, string> = {}): string {
  return say(languageOf(locale) ?? 'en', { key: `terminal.${name}`, values });
}

/** Whole: a terminal scrolls. What the bot sends is text of others too: nothing in it may steer the terminal. */
function printable({ text, data }: Heard): string {
  return (data?.text ?? text).replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, ' ');
}
