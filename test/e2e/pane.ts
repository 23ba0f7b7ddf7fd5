import { randomUUID } from 'node:crypto';
import { textForm } from '../../src/cards/text-form';
import type { Stage } from './stage';

/** One persona in one conversation, over Direct Line 3.0. */
export interface Pane {
  conversation: string;
  persona: string;
  /** Says a line and gives what was answered once the turn has ended. */
  says(text: string): Promise<string>;
  /** Clicks the newest button of that title; a typed command in its place where there are no cards. */
  clicks(title: string, options?: { on?: string }): Promise<string>;
  /** Types or picks something in the newest input of that label. It is sent with the next click on its card. */
  fillsIn(label: string, value: string): Promise<void>;
  /** What came since the last turn began; where only older messages changed, those: a card of before may be redrawn at any moment. */
  came(): string;
  /** Everything visible now, each message once in its newest state. */
  screen(): Promise<Message[]>;
  /** Waits until something that came or changed since the last turn began shows the phrase. */
  until(phrase: string | RegExp, timeoutMs?: number): Promise<string>;
  /** The newest message that has this button: its id and the button's data. */
  button(title: string): Promise<{ on: string; data: Record<string, unknown> }>;
  invoke(data: Record<string, unknown>, replyToId?: string): Promise<Record<string, unknown>>;
  send(activity: Record<string, unknown>): Promise<Response>;
}

export interface Message {
  id: string;
  text: string;
  actions: { title: string; data: Record<string, unknown> }[];
  card: boolean;
  /** By id: how it is called, and what stands in it. */
  inputs: Record<string, { label: string; value: string }>;
}

interface Activity {
  id: string;
  type: string;
  text?: string;
  from?: { id: string };
  attachments?: { content: Record<string, unknown> }[];
}

/**
 * @param concerns whether a message is looked at: an approver's pane hears of everybody's changes
 * @param translated what the channel brings, as it is read
 * @param channelId another channel than the local one; its messages come to the same endpoint
 */
export async function openPane(
  stage: Stage,
  persona = 'voice-admin',
  {
    locale = 'en-US',
    concerns = () => true,
    translated = (json) => json,
    channelId,
  }: { locale?: string; concerns?: (text: string) => boolean; translated?: (json: string) => string; channelId?: string } = {},
): Promise<Pane> {
  const started = await post(`${stage.url()}/v3/directline/conversations`, {});
  const { conversationId: conversation } = (await started.json()) as { conversationId: string };
  const activities = () => `${stage.url()}/v3/directline/conversations/${conversation}/activities`;
  const seen = new Map<string, Message>();
  let watermark = '0';
  let news: Message[] = [];
  let before = new Set<string>();

  const frame = () =>
    channelId && {
      channelId,
      id: randomUUID(),
      serviceUrl: stage.url(),
      conversation: { id: conversation },
      recipient: { id: 'switchboard' },
    };
  const send = (activity: Record<string, unknown>) =>
    post(channelId ? `${stage.url()}/api/messages` : activities(), { ...frame(), from: { id: persona }, locale, ...activity });

  async function read(wait = 0): Promise<void> {
    const response = await fetch(`${activities()}?watermark=${watermark}&wait=${wait}`);
    const page = JSON.parse(translated(await response.text())) as { activities: Activity[]; watermark: string };
    watermark = page.watermark;
    for (const activity of page.activities) {
      if (activity.type !== 'message' || activity.from?.id === persona) continue;
      const message = messageOf(activity);
      if (!concerns(message.text)) continue;
      seen.delete(message.id);
      seen.set(message.id, message);
      news.push(message);
    }
  }

  const heard = (of = news) => of.map(({ text }) => text).join('\n---\n');

  function begin(): void {
    news = [];
    before = new Set(seen.keys());
  }

  async function invoke(data: Record<string, unknown>, replyToId?: string): Promise<Record<string, unknown>> {
    const response = await send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', id: randomUUID(), verb: '', data } },
      ...(replyToId !== undefined && { replyToId }),
    });
    return JSON.parse(translated(await response.text())) as Record<string, unknown>;
  }

  /** Turns of a conversation are handled one after the other: when this one is answered, the others have ended. */
  async function turnEnded(): Promise<void> {
    await send({ type: 'invoke', name: 'none' });
  }

  async function says(text: string): Promise<string> {
    await read();
    begin();
    const response = await send({ type: 'message', text });
    if (!response.ok) throw new Error(`«${text}» was answered ${response.status}: ${await response.text()}`);
    await turnEnded();
    await read();
    return heard();
  }

  async function button(title: string): Promise<{ on: string; data: Record<string, unknown> }> {
    await read();
    for (const message of [...seen.values()].reverse()) {
      const found = message.actions.find((action) => action.title.split(', ')[0] === title);
      const written = Object.fromEntries(Object.entries(message.inputs).map(([id, { value }]) => [id, value]));
      if (found) return { on: message.id, data: { ...found.data, ...written } };
    }
    throw new Error(`There is no button «${title}» among:\n${[...seen.values()].map(({ text }) => text).join('\n---\n')}`);
  }

  return {
    conversation,
    persona,
    says,
    send,
    invoke,
    button,
    came() {
      const made = news.filter(({ id }) => !before.has(id));
      return heard(made.length > 0 ? made : news);
    },
    async clicks(title, { on } = {}) {
      await read();
      const newest = [...seen.values()].at(-1);
      if (newest && !newest.card && on === undefined) return says(typed([...seen.values()], title));
      const found = await button(title);
      begin();
      const answer = await invoke(found.data, on ?? found.on);
      await turnEnded();
      await read();
      if (answer.type === 'application/vnd.microsoft.activity.message' && answer.value) {
        news.push({ id: '', text: String(answer.value), actions: [], card: false, inputs: {} });
      }
      return heard();
    },
    async fillsIn(label, value) {
      await read();
      for (const { inputs } of [...seen.values()].reverse()) {
        const input = Object.values(inputs).find((one) => one.label === label);
        if (input) return void (input.value = value);
      }
      throw new Error(`There is nothing to fill in called «${label}».`);
    },
    async screen() {
      await read();
      return [...seen.values()];
    },
    async until(phrase, timeoutMs = 120_000) {
      const deadline = Date.now() + timeoutMs;
      const shows = () => news.some(({ text }) => (typeof phrase === 'string' ? text.includes(phrase) : phrase.test(text)));
      while (!shows()) {
        if (Date.now() > deadline) throw new Error(`«${String(phrase)}» did not come. There was:\n${heard()}`);
        await read(500);
      }
      return heard();
    },
  };
}

/** The command that a text offers in place of a button. */
function typed(messages: Message[], title: string): string {
  for (const { text } of messages.reverse()) {
    const choice = text
      .split('\n')
      .map((line) => /^(\d+)\. (.*)$/.exec(line))
      .find((found) => found?.[2]?.startsWith(title));
    if (choice?.[1]) return choice[1];
    const command = text
      .split('\n')
      .find((line) => line.startsWith(`${title}: `) || line.startsWith(`${title} : `) || line.includes(`\`${title.toLowerCase()}\``));
    const bare = command && new RegExp(`\`(${title.toLowerCase()})\``).exec(command)?.[1];
    const given = bare ?? (command && /`([^`]+)`$/.exec(command)?.[1]);
    if (given) return given;
  }
  throw new Error(`No text offers «${title}».`);
}

function messageOf({ id, text, attachments }: Activity): Message {
  const card = attachments?.[0]?.content;
  if (!card) return { id, text: spaced(text ?? ''), actions: [], card: false, inputs: {} };
  return { id, text: spaced(plain(textForm(card, 'en'))), actions: actionsOf(card), card: true, inputs: inputsOf(card) };
}

/** What a card shows, without the escapes that keep markdown away. */
function plain(text: string): string {
  const bare = text.replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1');
  return bare.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** French sets its signs apart with spaces that do not break. */
function spaced(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

function inputsOf(value: unknown): Message['inputs'] {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(inputsOf)) as Message['inputs'];
  if (typeof value !== 'object' || value === null) return {};
  const { type, id, label, value: written } = value as Record<string, unknown>;
  if (String(type).startsWith('Input.')) return { [String(id)]: { label: spaced(String(label)), value: String(written ?? '') } };
  return inputsOf(Object.values(value));
}

function actionsOf(value: unknown): Message['actions'] {
  if (Array.isArray(value)) return value.flatMap(actionsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type, title, data } = value as Record<string, unknown>;
  const own = type === 'Action.Execute' ? [{ title: plain(String(title)), data: data as Record<string, unknown> }] : [];
  return [...own, ...Object.entries(value).flatMap(([name, inner]) => (name === 'data' || name === 'fallback' ? [] : actionsOf(inner)))];
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
