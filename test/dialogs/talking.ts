import { MemoryStorage, TestAdapter, type Storage, type TurnContext } from 'botbuilder';
import { buffer } from 'node:stream/consumers';
import { recorded, type Person } from '../../src/auth/person';
import type { CardAction } from '../../src/cards/action';
import { createLog } from '../../src/bot/log';
import { renderFault } from '../../src/bot/render-fault';
import { createPreferences } from '../../src/bot/preferences';
import { createStatus } from '../../src/resources/status';
import type { Rendered } from '../../src/cards/rendered';
import { reportCard } from '../../src/cards/views/report';
import { storedAbout } from '../../src/evidence/stored-about';
import { createReports } from '../../src/reports/create-reports';
import type { Files, ReportNews, Reports } from '../../src/reports/service';
import { personVoice } from '../../src/resources/person-voice/person-voice';
import { createDirectory, type Directory } from '../../src/directory/create-directory';
import { createNetwork, type Network } from '../../src/checks/network/network';
import { brokenOffCard, lookShown } from '../../src/dialogs/checks/outcome-card';
import { createConversation } from '../../src/dialogs/create-conversation';
import {
  lookOf,
  type Conversation,
  type Looked,
  type SentFile,
  type SignIns,
  type Speaker,
  type Speech,
} from '../../src/dialogs/conversation';
import type { TalkServices } from '../../src/dialogs/talk';
import { say, type Language } from '../../src/i18n/say';
import type { Platform } from '../../src/resources/tenant-model';
import { createLooks, type Looks } from '../../src/setup/looks';
import { createNotebook, type Notebook } from '../../src/setup/notebook';
import { createSettingsMemory } from '../../src/tenant/remember-settings';
import type { Tenant } from '../../src/tenant/tenant';
import { UserError } from '../../src/sentence';
import { verifyAudit } from '../../src/store/verify-audit';
import { openWorld, voiceAdmin, type World } from '../changes/world';

/** Somebody who talks with the bot in text: what is said, and everything that is answered. */
export interface Talking {
  world: World;
  says(text: string, files?: readonly SentFile[]): Promise<string>;
  clicks(action: CardAction): Promise<string>;
  /** Something else than words and clicks. What it throws is thrown. */
  asks<T>(work: (conversation: Conversation, turn: TurnContext, speech: Speech) => Promise<T>): Promise<T>;
  /** Whether the bot showed in the last turn that it was at work. */
  typed(): boolean;
  /** What the last turn only looked at. */
  look(): Looked | null;
  /** After each turn that had to do with a question: whether one is open, to be offered again. */
  open: boolean[];
  /** The same conversation, as the next process finds it. */
  restart(): void;
  storage: Storage;
  as(person: Person, language?: Language): void;
  /** The outcome of checks that run beside the conversation. */
  looked(): Promise<Rendered>;
  looks: Looks;
  notebook: Notebook;
  /** How far they came, message by message. */
  progress: string[];
  cards: boolean[];
  /** Every message of the last turn, in all its forms. */
  sent: Rendered[];
  /** Each time requests for approvals were asked to come here, or no more. */
  approvalsHere: boolean[];
  /** What stands in the log, line by line. */
  faults: string[];
  /** The next report that comes to an end: its message, and its file where there is one. */
  reported(): Promise<{ text: string; file: string | null }>;
  /** Each state that a report's message had. */
  news: ReportNews[];
  reports: Reports;
  /** The file that was offered last. */
  offered(): string | null;
  /** Empty until it is refreshed. */
  index: Directory;
}

export interface TalkingOptions {
  person?: Person;
  language?: Language;
  storage?: Storage;
  /** Where checks look; else at a name server that is not there. */
  network?: Network;
  wrap?: (tenant: Tenant) => Tenant;
  /** How people sign in; nobody does without. */
  signIns?: SignIns | null;
}

/** A conversation over the real record of changes and the simulated tenant. */
export async function startTalking(
  platform: Platform,
  { person = voiceAdmin, language = 'en', storage = new MemoryStorage(), wrap, network, signIns = null }: TalkingOptions = {},
): Promise<Talking> {
  const world = await openWorld(platform, wrap ? { wrap } : {});
  const heard: string[] = [];
  const sent: Rendered[] = [];
  const cards: boolean[] = [];
  const approvalsHere: boolean[] = [];
  const open: boolean[] = [];
  const speaker: Speaker = {
    send: async (_turn, message) => void (sent.push(message), heard.push(message.text)),
    sendMore: async () => false,
    sendLive: async (_turn, message) => ({ place: (sent.push(message), heard.push(message.text)) }),
    sendToOwnChat: async (_turn, shows) => heard.push(`own chat: ${shows.id}`) > 0,
    sendApprovalsHere: async (_turn, on) => void approvalsHere.push(on),
    useCards: async (_turn, on) => void cards.push(on),
    isShared: () => false,
  };
  const news: ReportNews[] = [];
  const ended: { text: string; file: string | null }[] = [];
  const waiting: (() => void)[] = [];
  let file: string | null = null;
  const files: Files = {
    async offer(_person, name, content) {
      file = String(await buffer(content));
      return { url: `http://127.0.0.1/files/${name}`, until: new Date(world.clock.now().getTime() + 1_800_000) };
    },
  };
  const reports = createReports({
    ...world.context,
    platform: personVoice(world.model).platform,
    placeOf: personVoice(world.model).place,
    files,
    async show(_live, request, spoken, one) {
      news.push(one);
      if (one.state === 'running') return;
      ended.push({ text: reportCard({ language: spoken, request, news: one }).text, file });
      file = null;
      waiting.shift()?.();
    },
    fault: (error) => void world.faults.push(error),
    tellEveryMs: 0,
  });
  const index = createDirectory({
    ...world.context,
    reader: recorded(person),
    tenant: () => world.context.tenantFor(person),
    refreshEveryMs: 30 * 60_000,
    fault: (error) => void world.faults.push(error),
  });
  const progress: string[] = [];
  const looksEnded: Rendered[] = [];
  const looksAwaited: (() => void)[] = [];
  const looks = createLooks({
    ...world.context,
    broken: async (_live, shown) => {
      looksEnded.push(brokenOffCard(lookShown.parse(shown)));
      looksAwaited.shift()?.();
    },
    fault: (error) => void world.faults.push(error),
    touchEveryMs: 10,
  });
  const services: TalkServices = {
    ...world.context,
    signIns,
    live: false,
    network: network ?? createNetwork({ model: world.model, dnsServers: ['127.0.0.1:9'], allowPrivate: [] }),
    looks,
    async updateLive(_live, message, { atEnd }) {
      if (!atEnd) return void progress.push(message.text);
      looksEnded.push(message);
      looksAwaited.shift()?.();
    },
    configuration: { standing: () => ({ version: 'test', problems: [], waiting: null, restart: [] }), approve: async () => null },
    changes: world.changes,
    reports,
    fileOffers: files,
    index,
    speaker,
    storage,
    preferences: createPreferences(world.database, world.clock),
    openQuestions: { note: async (_turn, isOpen) => void open.push(isOpen) },
    notebook: createNotebook(world.database, world.clock),
    verifyAudit: () => verifyAudit(world.database.db),
    storedAbout: (names) => storedAbout(world.database.db, names),
    statusOf: createStatus(world.context.resourceOf('person-voice'), createSettingsMemory(world.clock)),
  };
  let conversation: Conversation = createConversation(services);
  let who: Speech = { person, language };
  let speech = who;
  const faults: string[] = [];
  const log = createLog({ level: 'warn', destination: { write: (line) => void faults.push(line) } });
  let activity = 0;
  let typed = false;
  let look: Looked | null = null;

  async function turn(text: string, work: (turn: TurnContext) => Promise<Rendered | null | void>): Promise<string> {
    heard.length = 0;
    sent.length = 0;
    look = null;
    speech = { ...who, language: (await services.preferences.of(who.person)).language ?? who.language };
    const adapter = new TestAdapter(async (context) => {
      try {
        const shown = await work(context);
        look = lookOf(context) ?? null;
        if (shown) heard.push(shown.text);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        heard.push(say(speech.language, renderFault(error, log)));
      }
    });
    await adapter.processActivity({
      type: 'message',
      id: `activity-${++activity}`,
      channelId: 'test',
      text,
      from: { id: speech.person.objectId, name: speech.person.name },
      conversation: { id: 'conversation-1', name: '', isGroup: false, conversationType: 'personal' },
    });
    typed = adapter.activeQueue.some(({ type }) => type === 'typing');
    return heard.join('\n---\n');
  }

  return {
    world,
    storage,
    cards,
    sent,
    open,
    approvalsHere,
    faults,
    news,
    reports,
    offered: () => file,
    index,
    async reported() {
      if (ended.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      return ended.shift() ?? { text: '', file: null };
    },
    says: (text, files) => turn(text, (context) => conversation.message(context, speech, text, files)),
    clicks: (action) => turn('', (context) => conversation.action(context, speech, action)),
    async asks<T>(work: (conversation: Conversation, turn: TurnContext, speech: Speech) => Promise<T>): Promise<T> {
      let made: { answer: T } | { error: unknown } | null = null;
      await turn('', async (context) => {
        made = await work(conversation, context, speech).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error }),
        );
      });
      const outcome = made as { answer: T } | { error: unknown } | null;
      if (outcome && 'answer' in outcome) return outcome.answer;
      throw outcome?.error;
    },
    typed: () => typed,
    look: () => look,
    restart: () => {
      conversation = createConversation(services);
    },
    progress,
    looks,
    notebook: services.notebook,
    async looked() {
      if (looksEnded.length === 0) await new Promise<void>((resolve) => looksAwaited.push(resolve));
      const message = looksEnded.shift();
      if (!message) throw new Error('No checks ended.');
      return message;
    },
    as: (somebody, spoken = 'en') => {
      who = { person: somebody, language: spoken };
    },
  };
}
