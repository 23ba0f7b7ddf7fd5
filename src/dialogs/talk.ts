import type { StatePropertyAccessor, Storage, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { actingOn, type About, type Right } from '../auth/person';
import type { People } from '../auth/people';
import { rightRefusal, whoMay } from '../auth/right-refusal';
import type { Reader } from '../cards/reader';
import type { Rendered } from '../cards/rendered';
import type { Changes } from '../changes/service';
import type { Network } from '../checks/network/network';
import type { Configuration } from '../configuration/configuration';
import type { Clock } from '../clock';
import type { Parse } from '../commands/parse';
import type { Change } from '../changes/change';
import type { DirectoryIndex } from '../fields/directory';
import type { FieldContext } from '../fields/field';
import { raw } from '../i18n/say';
import type { Operation } from '../operations/operation';
import type { Files, Reports } from '../reports/service';
import type { Resource } from '../resources/resource';
import type { StatusOf } from '../resources/status';
import type { TenantModel } from '../resources/tenant-model';
import { type Sentence, UserError } from '../sentence';
import type { Looks } from '../setup/looks';
import type { Notebook } from '../setup/notebook';
import type { ReadingFor } from '../tenant/reader';
import type { Tenant } from '../tenant/tenant';
import type { KeptPreferences, OpenQuestions, SentFile, SignIns, Speaker, Speech } from './conversation';

/** What a conversation works with; made once by the composition root. */
export interface TalkServices {
  people: People;
  /** The configuration in force, and what waits. */
  configuration: Pick<Configuration, 'standing' | 'approve'>;
  changes: Changes;
  reports: Reports;
  /** Hands files to people. */
  fileOffers: Files;
  /** Absent where the directory is not indexed. */
  index?: DirectoryIndex | undefined;
  /** The tenant as this person reads it. */
  readingFor: ReadingFor;
  /** Null where nobody signs in: everybody is who they say they are. */
  signIns: SignIns | null;
  /** Whether it is a tenant of Microsoft's; else it is the simulated one. */
  live: boolean;
  model: TenantModel;
  operations: readonly Operation[];
  resourceOf(kind: string): Resource;
  speaker: Speaker;
  preferences: KeptPreferences;
  openQuestions: OpenQuestions;
  /** Dialogs live here, so that they go on after a restart. */
  storage: Storage;
  clock: Clock;
  /** What the team knows of its set-up. */
  notebook: Notebook;
  verifyAudit(): Promise<AuditVerdict>;
  /** What is stored of somebody who is known by these names. */
  storedAbout(names: readonly string[]): Promise<StoredAbout[]>;
  network: Network;
  looks: Looks;
  /** Brings a message of `speaker.sendLive` up to date, in turn with the conversation. A text conversation hears of the end alone. */
  updateLive(live: unknown, message: Rendered, when: { atEnd: boolean }): Promise<void>;
  /** By object id. */
  statusOf: StatusOf;
}

export interface StoredAbout {
  kind: string;
  count: number;
  /** ISO moments; null where there are none. */
  first: string | null;
  last: string | null;
}

export type AuditVerdict =
  | { ok: true; entries: number }
  | { ok: false; seq: number; problem: 'altered' | 'missing' | 'reordered' | 'unlinked' | 'unsigned' | 'bad-signature' };

/** What is remembered of a conversation beside its dialog. */
export const memory = z.object({
  /** The texts of the list that was shown last: a number picks from it. */
  picks: z.array(z.string()).default([]),
  /** The change that was shown last: «confirm» alone means this one, as it was shown. */
  shown: z.object({ id: z.number(), version: z.number() }).nullable().default(null),
  /** Where the list of changes goes on. */
  older: z
    .object({
      before: z.number(),
      filter: z.object({ key: z.string(), by: z.string(), since: z.string(), cmdlet: z.string() }).partial(),
    })
    .nullable()
    .default(null),
  /** Wishes that were said at once: they are gone through once somebody said yes. */
  queue: z
    .object({
      begun: z.boolean(),
      wishes: z.array(z.object({ operation: z.string(), texts: z.record(z.string(), z.string()) })),
    })
    .nullable()
    .default(null),
  /** When the open question was asked last, and whether it was offered again: a plain yes goes on with it then. Null where none is. */
  open: z.object({ at: z.string(), offered: z.boolean() }).nullable().default(null),
  /** What was said last was not for us, and was told so. */
  strayed: z.boolean().default(false),
  /** The day of the last tip; null until there was an occasion for one. */
  tippedOn: z.string().nullable().default(null),
});
export type Memory = z.infer<typeof memory>;

/** One turn of a conversation: who speaks, what was meant, what is remembered. */
export interface Talk extends TalkServices {
  turn: TurnContext;
  speech: Speech;
  /** What was typed, or stands for the number that was typed. */
  said: string;
  /** What stands below the first line, for a command that takes a text. */
  pasted: string | null;
  files: readonly SentFile[];
  parse: Parse;
  memory: Memory;
  /** How many things the turn has found, for the record of who looked at what. */
  found: number | null;
  /** Whether the open question was offered again, in place of being asked. */
  offered: boolean;
  /** How many proposals the turn has made. */
  proposals: number;
  /** What the turn did, for a tip that fits: the beginning of the keys of its texts, or `questions`. */
  did: string | null;
  /** The tenant as this person reads it; whom it found in this turn it does not read again. */
  tenant(): Tenant;
}

/** What makes a proposal this one: the same turn handled again gives the same change, and each of several in a turn another. */
export function proposedBy(talk: Talk): string {
  const { conversation, id } = talk.turn.activity;
  talk.proposals += 1;
  return [conversation.id, id, ...(talk.proposals > 1 ? [talk.proposals] : [])].join('|');
}

const key = Symbol('talk');

/** Dialogs are shared by all conversations; what belongs to a turn travels with the turn. */
export function bindTalk(talk: Talk): void {
  talk.turn.turnState.set(key, talk);
}

export function talkOf(turn: TurnContext): Talk {
  const talk: Talk | undefined = turn.turnState.get(key);
  if (!talk) throw new Error('This turn was not begun by the conversation.');
  return talk;
}

export async function loadMemory(turn: TurnContext, accessor: StatePropertyAccessor<unknown>): Promise<Memory> {
  const kept = memory.safeParse((await accessor.get(turn, {})) ?? {});
  return kept.success ? kept.data : memory.parse({});
}

/** Throws the refusal that names the missing right, or where it ends, and who has it. */
export function demand({ speech, people }: Talk, right: Right, about?: About): void {
  const refusal = rightRefusal(people, speech.person, right, about);
  if (refusal) throw new UserError(refusal.key, refusal.values);
}

/** What has to be in scope for an operation to be begun: only what is about a person can be within anybody's bounds. */
export function aboutOperation({ id, about, fields }: Operation): About {
  const isAboutPerson = about !== null && fields[about]?.kind === 'person';
  return { operation: id, ...(!isAboutPerson && { places: [null] }) };
}

/** @param about what the card shows: it offers what may be done with that */
export function readerOf({ speech, clock, people }: Talk, about: About = {}): Reader {
  return { ...speech, person: actingOn(speech.person, about), now: clock.now(), whoMay: (right) => whoMay(people, right, about) };
}

/**
 * The tenant and the free numbers as fields see them, as far as somebody's rights go. Offering a number to somebody keeps it from others for a while.
 * @param right what the answer is for
 */
export function fieldContext(talk: Talk, right: Right = 'read', operation?: string): Omit<FieldContext, 'answers'> {
  const { person } = talk.speech;
  return {
    tenant: talk.tenant(),
    model: talk.model,
    index: talk.index,
    freeNumbers: (site, count) => talk.changes.freeNumbers(person, site, count),
    siteOf: (id) => talk.changes.siteOf(person, id),
    bounds: talk.changes.bounds(person, talk.tenant(), right, operation),
  };
}

/** Says something; the numbers on a list that was shown before, and wishes that nobody said yes to, mean nothing any more. */
export async function answer(talk: Talk, message: Rendered, shows?: Change): Promise<void> {
  talk.memory.picks = [];
  if (talk.memory.queue && !talk.memory.queue.begun) talk.memory.queue = null;
  if (shows) {
    talk.found = 1;
    talk.memory.shown = { id: shows.id, version: shows.version };
  }
  await talk.speaker.send(talk.turn, message, shows);
}

/** How old a list is that comes from the index; nothing where it was read just now. */
export function ageOf({ clock }: Talk, asOf: Date | undefined): Sentence | undefined {
  if (!asOf) return undefined;
  return { key: 'dialog.as-of', values: { minutes: Math.max(0, Math.round((clock.now().getTime() - asOf.getTime()) / 60_000)) } };
}

/** How a command is typed, in the language of whoever speaks. */
export function exampleOf({ speech }: Talk, name: string): string {
  return raw(speech.language, `command.${name}.example`);
}

const slowMs = 400;

/** Waits for an answer of the tenant. Tells the person that it takes a moment, when it does. */
export async function working<T>({ turn }: Talk, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<'slow'>((resolve) => (timer = setTimeout(() => resolve('slow'), slowMs)));
  const first = await Promise.race([work, slow]).finally(() => clearTimeout(timer));
  if (first === 'slow') await turn.sendActivity({ type: 'typing' });
  return work;
}
