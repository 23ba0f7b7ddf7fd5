import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Identity, Person } from '../auth/person';
import type { Language } from '../i18n/say';
import type { Sentence } from '../sentence';

export const reportKinds = ['sites', 'voice', 'international'] as const;
export type ReportKind = (typeof reportKinds)[number];

export const requestSchema = z.object({
  kind: z.enum(reportKinds),
  site: z.string().optional(),
  department: z.string().optional(),
  withoutLicence: z.boolean().optional(),
});
export type ReportRequest = z.infer<typeof requestSchema>;

/** One bar: how many of all. */
export interface Bar {
  label: Sentence;
  count: number;
}

/** A file that this person alone can fetch until then. */
export interface Offered {
  url: string;
  until: Date;
}

/** How far a report has come. */
export type ReportNews =
  | { state: 'running'; read: number }
  | { state: 'done'; total: number; bars: Bar[]; notes: Sentence[]; file: Offered }
  | { state: 'stopped'; read: number }
  | { state: 'failed'; reason: Sentence }
  /** Whoever made it is gone: it has to be asked for again. */
  | { state: 'interrupted' };

/** Hands files to people. In local mode by a link; a channel may have its own way. */
export interface Files {
  /** Takes the content whole before it answers. What fails or is aborted leaves nothing. */
  offer(person: Identity, name: string, content: Readable): Promise<Offered>;
}

export interface Reports {
  /** Begins one, or null while another of this person's runs. */
  begin(who: Person, request: ReportRequest, language: Language): Promise<number | null>;
  /** Makes a report that was begun; comes back at once. Its news goes to the message `live` (plain JSON). */
  make(id: number, who: Person, request: ReportRequest, language: Language, live: unknown): Promise<void>;
  /** @returns whether one of this person's is running. */
  stop(who: Person): Promise<boolean>;
  /** Tells of reports whose maker is gone. */
  sweep(options?: { atStart: boolean }): Promise<void>;
  /** Stops all that run here, and waits for their end. */
  close(): Promise<void>;
}
