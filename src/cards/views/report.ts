import { raw, say, type Language } from '../../i18n/say';
import type { ReportNews, ReportRequest } from '../../reports/service';
import { sentence, type Sentence } from '../../sentence';
import type { Rendered } from '../rendered';
import { sheetCard, type Sheet } from './sheet';

/** A report while it is made, and what came of it: bars to read, the whole as a file. */
export function reportCard({ language, request, news }: { language: Language; request: ReportRequest; news: ReportNews }): Rendered {
  const about = { language, title: sentence(`report.title.${request.kind}`) };
  const again = [{ title: sentence('report.again'), command: reportCommand(language, request) }];
  const plain = (tone: Sheet['tone'], text: Sentence) =>
    sheetCard({ ...about, ...(tone && { tone }), intro: [...filters(request), text], sections: [], buttons: again });
  switch (news.state) {
    case 'running': {
      const stop = { title: sentence('report.stop'), command: say(language, { key: 'card.command.stopReport' }) };
      const text = sentence('report.running', { read: news.read });
      return sheetCard({ ...about, intro: [...filters(request), text], sections: [], buttons: [stop] });
    }
    case 'stopped':
      return plain('warning', sentence('report.stopped', { read: news.read }));
    case 'interrupted':
      return plain('warning', sentence('report.interrupted'));
    case 'failed':
      return plain('attention', sentence('report.failed', { reason: news.reason }));
    case 'done': {
      const { total, bars, notes, file } = news;
      const drawn = total === 0 ? [] : bars.map((bar) => ({ ...bar, total }));
      const fetched = sentence('report.file', { until: file.until.getTime() });
      return sheetCard({
        ...about,
        intro: [...filters(request), sentence('report.total', { total })],
        sections: [{ bars: drawn, notes: [...notes, fetched] }],
        links: [{ title: sentence('report.fetch'), url: file.url }],
      });
    }
  }
}

function filters({ site, department, withoutLicence }: ReportRequest): Sentence[] {
  return [
    ...(site === undefined ? [] : [sentence('report.filter.site', { site })]),
    ...(department === undefined ? [] : [sentence('report.filter.department', { name: department })]),
    ...(withoutLicence ? [sentence('report.filter.withoutLicence')] : []),
  ];
}

/** How a report is asked for. */
export function reportCommand(
  language: Language,
  { kind, site = '', department = '', withoutLicence: lack = false }: ReportRequest,
): string {
  const [word = kind] = raw(language, `report.kind.${kind}-words`).split('|');
  const values = { kind: word.trim(), site, department, lack };
  return say(language, { key: 'card.command.report', values: { ...values, hasSite: site !== '', hasDepartment: department !== '' } });
}
