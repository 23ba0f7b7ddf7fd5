import { Writable } from 'node:stream';
import type { Activity, TurnContext } from 'botbuilder';
import { createActivityHandler } from '../../src/bot/activity-handler';
import { createLocalAdapter } from '../../src/bot/adapter';
import { createCardFor } from '../../src/bot/card-for';
import { createCardSender } from '../../src/bot/card-sender';
import { createDecides } from '../../src/bot/decides';
import type { FileConsent } from '../../src/bot/file-consent';
import { createInstalled } from '../../src/bot/installed';
import { createLog } from '../../src/bot/log';
import { createMembers } from '../../src/bot/members';
import { createOwnChat, type OwnChat } from '../../src/bot/own-chat';
import { createPreferences } from '../../src/bot/preferences';
import { createReach } from '../../src/bot/reach';
import { createReceiver } from '../../src/bot/receive';
import type { ReadFile } from '../../src/bot/sent-files';
import { createServer, type Check } from '../../src/bot/server';
import type { ShownAs } from '../../src/bot/shown-as';
import { createSpeaker } from '../../src/bot/speaker';
import { createPeople } from '../../src/auth/people';
import { createHearing } from '../../src/bot/speech-of';
import { createTextPages } from '../../src/bot/text-pages';
import { createTurnQueue } from '../../src/bot/turn-queue';
import type { CardAction } from '../../src/cards/action';
import type { Rendered } from '../../src/cards/rendered';
import type { Change } from '../../src/changes/change';
import { keyInMessage } from '../../src/checks/certificate/key-in-message';
import { systemClock } from '../../src/clock';
import { loadConfig } from '../../src/config';
import type { Conversation, Speaker } from '../../src/dialogs/conversation';
import { addLocalEndpoint } from '../../src/local/local-endpoint';
import { UserError } from '../../src/sentence';
import { openDatabase, type Database } from '../../src/store/database';

export const config = loadConfig({ LOG_LEVEL: 'silent' });

export interface RunningBot {
  url: string;
  database: Database;
  heard: string[];
  log: string[];
  /** Who could be reached again, and which change did not reach whom. */
  restored: string[];
  unreached: string[];
  receiver: ReturnType<typeof createReceiver>;
  sender: ReturnType<typeof createCardSender>;
  stop(): Promise<void>;
}

/** What a spec says of a conversation; the rest is never asked for. */
export type SmallConversation = Pick<Conversation, 'message' | 'action'> & Partial<Conversation>;

export const unasked: Pick<Conversation, 'offerAgain' | 'greet' | 'decides' | 'search' | 'lookAt' | 'fillIn'> = {
  greet: async () => undefined,
  offerAgain: async () => undefined,
  decides: () => false,
  search: async () => ({ people: [], hint: null }),
  lookAt: async () => plain(''),
  fillIn: async () => ({ kind: 'said', text: '' }),
};

/** A whole bot on a free port with a small conversation of its own: an echo, and a card per change. */
export async function runBot({
  database,
  changes = new Map(),
  conversation,
  checks = [],
  answerWithinMs,
  channel,
  show = cardOf,
  files,
  readFile,
}: {
  database?: Database;
  changes?: Map<number, Change>;
  conversation?: (speaker: Speaker, heard: string[]) => SmallConversation;
  checks?: Check[];
  answerWithinMs?: number;
  /** Where a channel listens, when it is not the local one. */
  channel?: string;
  show?: (change: Change, as: ShownAs) => Rendered;
  files?: (own: OwnChat) => FileConsent;
  readFile?: ReadFile;
} = {}): Promise<RunningBot> {
  const db = database ?? (await openDatabase('sqlite::memory:', { clock: systemClock }));
  const lines: string[] = [];
  const destination = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });
  const log = createLog({ level: 'debug', destination });
  const heard: string[] = [];
  const server = createServer({ host: '127.0.0.1', port: 0, loopbackOnly: true, checks, log });
  const adapter = createLocalAdapter({ ownUrl: () => channel ?? server.url() });
  const queue = createTurnQueue();
  const people = createPeople(() => config.access);
  const preferences = createPreferences(db, systemClock);
  const hearing = { speaking: ({ from }: Activity) => people.speaking(from), preferences, language: () => config.language };
  const { speechOf, spokenIn } = createHearing(hearing);
  const load = (id: number): Promise<Change> => {
    const change = changes.get(id);
    return change ? Promise.resolve(change) : Promise.reject(new Error(`no change ${id}`));
  };
  const members = createMembers({ database: db, clock: systemClock });
  const wake = (): void => sender.wake();
  const restored: string[] = [];
  const unreached: string[] = [];
  const reach = createReach({
    database: db,
    clock: systemClock,
    restored: async ({ name }) => void restored.push(name),
    wake,
  });
  const own = createOwnChat({ database: db, adapter, reach, wake, address: 'https://teams.microsoft.com/l/chat/0/0?users=28:app' });
  const render = async (change: Change, as: ShownAs) => show(change, as);
  const pages = createTextPages({ database: db, clock: systemClock });
  const sender = createCardSender({
    database: db,
    clock: systemClock,
    adapter,
    queue,
    load,
    render,
    own,
    members,
    reach,
    pages,
    unreached: async (id, { name }) => void unreached.push(`${id} ${name}`),
    log,
  });
  const speaker = createSpeaker({ database: db, clock: systemClock, speechOf, wake: sender.wake, own, reach, pages });
  const talk = { ...unasked, ...(conversation ?? ((s, h) => smallConversation(s, h, changes)))(speaker, heard) };
  const handler = createActivityHandler({
    conversation: talk,
    speechOf,
    spokenIn,
    members,
    own,
    cardFor: createCardFor({ database: db, load, render, own }),
    files: files?.(own) ?? null,
    ...(readFile && { readFile }),
    log,
  });
  const receiver = createReceiver({
    database: db,
    clock: systemClock,
    adapter,
    handler,
    installed: createInstalled({ reach, speechOf, isText: async () => false, greet: handler.greet }),
    members,
    decides: createDecides(talk),
    queue,
    holdsKey: keyInMessage,
    isOurs: () => true,
    log,
    ...(answerWithinMs !== undefined && { answerWithinMs }),
  });
  const local = addLocalEndpoint(server.routes, {
    config,
    people,
    database: db,
    clock: systemClock,
    url: server.url,
    holdsKey: keyInMessage,
  });
  server.routes.post('/api/messages', receiver.onRequest);
  const url = await server.listen();
  await receiver.sweep({ atStart: true });
  sender.start();
  return {
    url,
    database: db,
    heard,
    log: lines,
    restored,
    unreached,
    receiver,
    sender,
    async stop() {
      local.close();
      await receiver.stop(2_000);
      await sender.stop();
      await server.stop(500);
      if (!database) await db.close();
    },
  };
}

export function cardOf(change: Change): Rendered {
  const text = `Change ${change.id}, version ${change.version}: ${change.state}`;
  return { card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] }, text, summary: text };
}

function smallConversation(speaker: Speaker, heard: string[], changes: Map<number, Change>): SmallConversation {
  const act = async (turn: TurnContext, action: CardAction): Promise<Rendered | null> => {
    if (action.verb === 'say') return plain(`you clicked ${action.command}`);
    if (action.verb === 'fill') return plain(`you filled in ${action.operation}`);
    const change = changes.get(action.change);
    if (!change) throw new UserError('message.empty');
    heard.push(`${action.verb} ${action.change} by ${String(turn.activity.from.id)}`);
    return cardOf(change);
  };
  return {
    async message(turn, { person }, text) {
      heard.push(text);
      if (text === 'fail') throw new Error('secret inner cause');
      if (text === 'cards off' || text === 'cards on') await speaker.useCards(turn, text === 'cards on');
      const shown = /^show (\d+)$/.exec(text);
      const change = shown && changes.get(Number(shown[1]));
      if (change) return speaker.send(turn, cardOf(change), change);
      await speaker.send(turn, plain(`${person.name} (${person.roles.map(({ name }) => name).join(', ') || 'no roles'}): ${text}`));
    },
    action: (turn, _speech, action) => act(turn, action),
  };
}

function plain(text: string): Rendered {
  return { card: null, text, summary: text };
}
