import { actingOn, may, type Person } from '../auth/person';
import type { Place } from '../auth/scope';
import type { Clock } from '../clock';
import { languageSchema, say, type Language } from '../i18n/say';
import type { VoicePlatform } from '../resources/person-voice/voice-platform';
import type { State } from '../resources/facts';
import type { TenantModel } from '../resources/tenant-model';
import { sentence, type Sentence } from '../sentence';
import { appendAudit } from '../store/audit';
import type { Database } from '../store/database';
import { askReportToStop, beginReport, endReport, showReportIn, takeDeadReports, touchReport } from '../store/report-rows';
import { explain } from '../tenant/known-errors';
import { faultId } from '../fault-id';
import { TenantReadError, type Tenant } from '../tenant/tenant';
import { cellsOf, headerOf, wordsOf } from './columns';
import { csvOf } from './csv';
import { fallsBack, fits, kinds, type Line } from './kinds';
import { requestSchema, type Files, type ReportNews, type ReportRequest, type Reports } from './service';

export interface ReportsContext {
  database: Database;
  clock: Clock;
  model: TenantModel;
  platform: Pick<VoicePlatform, 'list' | 'fallback' | 'calls'>;
  /** Where somebody belongs in a state. */
  placeOf(state: State): Place;
  /** The tenant as this person reads it. */
  readingFor(person: Person): Tenant;
  files: Files;
  /** Brings the message that tells of a report up to date. */
  show(live: unknown, request: ReportRequest, language: Language, news: ReportNews): Promise<void>;
  /** For the log. @param id what whoever asked for the report was told */
  fault(error: unknown, id?: string): void;
  /** How often progress is told. */
  tellEveryMs?: number;
}

/** After this long without a sign a report is given up: its maker is gone. */
const deadAfterMs = 5 * 60_000;

/**
 * Reports over the whole tenant: read in pages, counted and written to a file as they come; nothing is held but a page. One at a time for each
 * person, whichever bot makes it. A report whose bot ends is not resumed: what it had read is out of date by then.
 */
export function createReports(context: ReportsContext): Reports {
  const { database, clock, tellEveryMs = 3_000 } = context;
  const running = new Set<Promise<void>>();
  let closing = false;

  async function make(id: number, who: Person, request: ReportRequest, language: Language, live: unknown): Promise<void> {
    const every = { touch: Math.min(1_000, tellEveryMs), tell: tellEveryMs };
    const last = { touch: clock.now().getTime(), tell: clock.now().getTime() };
    let read = 0;
    const show = (news: ReportNews) => context.show(live, request, language, news).catch((error: unknown) => context.fault(error));
    const progress = async (count: number): Promise<void> => {
      read = count;
      const now = clock.now();
      if (closing) throw new Stopped();
      if (now.getTime() - last.touch < every.touch) return;
      last.touch = now.getTime();
      if ((await touchReport(database.db, id, now)) === 'stop') throw new Stopped();
      if (now.getTime() - last.tell < every.tell) return;
      last.tell = now.getTime();
      await show({ state: 'running', read });
    };
    const news = await produce(context, who, request, language, progress).catch((error: unknown) => newsOf(error, read));
    const ended = await database.transaction(async (trx) => {
      if (!(await endReport(trx, id))) return false;
      const body = { request, state: news.state, ...(news.state === 'done' && { rows: news.total }) };
      await appendAudit(trx, clock, { kind: 'report.ended', changeId: null, actor: who, body });
      return true;
    });
    if (ended) await show(news);
  }

  function newsOf(error: unknown, read: number): ReportNews {
    if (error instanceof Stopped) return closing ? { state: 'interrupted' } : { state: 'stopped', read };
    if (error instanceof TenantReadError) return { state: 'failed', reason: explain(error.record).sentence };
    const id = faultId();
    context.fault(error, id);
    return { state: 'failed', reason: sentence('report.fault', { id }) };
  }

  return {
    begin: (who, request, language) =>
      database.transaction(async (trx) => {
        const id = await beginReport(trx, { person: who, request, language, now: clock.now() });
        if (id !== null) await appendAudit(trx, clock, { kind: 'report.begun', changeId: null, actor: who, body: { request } });
        return id;
      }),
    async make(id, who, request, language, live) {
      await showReportIn(database.db, id, live);
      const work = make(id, who, request, language, live)
        .catch((error: unknown) => context.fault(error))
        .finally(() => running.delete(work));
      running.add(work);
    },
    stop: (who) => askReportToStop(database.db, who),
    async sweep({ atStart } = { atStart: false }) {
      // An SQLite file has one bot: whatever runs when it starts was another's.
      const silentMs = atStart && database.dialect === 'sqlite' ? 0 : deadAfterMs;
      try {
        for (const row of await takeDeadReports(database.db, new Date(clock.now().getTime() - silentMs))) {
          if (row.live === null) continue;
          const request = requestSchema.parse(JSON.parse(row.request));
          await context.show(JSON.parse(row.live), request, languageSchema.parse(row.language), { state: 'interrupted' });
        }
      } catch (error) {
        context.fault(error);
      }
    },
    async close() {
      closing = true;
      await Promise.all(running);
    },
  };
}

class Stopped extends Error {}

/** Reads, counts and writes in one pass. Throws `TenantReadError`, and what `progress` throws. */
async function produce(
  { model, platform, placeOf, readingFor, files }: ReportsContext,
  who: Person,
  request: ReportRequest,
  language: Language,
  progress: (read: number) => Promise<void>,
): Promise<ReportNews> {
  const tenant = readingFor(who);
  const kind = kinds[request.kind];
  const fallback = await platform.fallback(tenant);
  const words = wordsOf(language, say(language, fallback));
  const counts = new Map<string, { label: Sentence; count: number }>();
  const bar = (label: Sentence) => {
    const key = JSON.stringify(label);
    const known = counts.get(key) ?? { label, count: 0 };
    counts.set(key, known);
    return known;
  };
  const sees = (place: Place) => may(actingOn(who, { places: [place] }), 'read');
  const sites = model.sites.map(({ name }) => name).filter((name) => sees({ sites: [name], number: null }));
  kind.bars(sites).forEach(bar);
  let read = 0;
  let total = 0;
  let withoutSite = 0;

  async function* rows(): AsyncGenerator<string[]> {
    const { department } = request;
    for await (const states of platform.list(tenant, { voiceOnly: kind.voiceOnly, ...(department !== undefined && { department }) })) {
      read += states.length;
      for (const state of states) {
        const line: Line = { state, calls: platform.calls(state.facts) };
        if (!fits(line, request) || !sees(placeOf(state))) continue;
        total += 1;
        if (fallsBack(line)) withoutSite += 1;
        bar(kind.bar(line)).count += 1;
        yield cellsOf(line, words);
      }
      await progress(read);
    }
  }

  const file = await files.offer(who, fileName(request), csvOf(headerOf(language), rows()));
  const notes = withoutSite > 0 ? [sentence('report.withoutSite', { count: withoutSite, fallback })] : [];
  // At one site the others are nobody's question.
  const bars = [...counts.values()].filter(({ count }) => count > 0 || request.site === undefined);
  return { state: 'done', total, bars, notes, file };
}

function fileName({ kind }: ReportRequest): string {
  return `report-${kind}.csv`;
}
