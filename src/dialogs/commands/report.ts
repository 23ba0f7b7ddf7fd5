import { reportCard, reportCommand } from '../../cards/views/report';
import { fold } from '../../fields/fold';
import { site } from '../../fields/site';
import { languages, raw, say } from '../../i18n/say';
import { reportKinds, type ReportKind, type ReportRequest } from '../../reports/service';
import { tell } from '../present';
import { demand, fieldContext, type Talk } from '../talk';
import type { ChatCommand } from './command';

/** Reports over the whole tenant. They are made beside the conversation, which goes on. */
export const report: ChatCommand = {
  name: 'report',
  right: 'read',
  group: 'look',
  async run(talk, said) {
    demand(talk, 'read');
    const { person, language } = talk.speech;
    const request = await requestIn(talk, said);
    if (!request) return;
    const id = await talk.reports.begin(person, request, language);
    if (id === null) return tell(talk, 'info', { key: 'report.already' }, [stopCommand(talk)]);
    talk.memory.picks = [];
    // «stop» alone means this one now.
    talk.memory.shown = null;
    const begun = reportCard({ language, request, news: { state: 'running', read: 0 } });
    await talk.reports.make(id, person, request, language, await talk.speaker.sendLive(talk.turn, begun));
  },
};

export const stopReport: ChatCommand = {
  name: 'stop-report',
  decides: true,
  right: 'read',
  group: 'look',
  async run(talk) {
    if (!(await stopsReport(talk))) await tell(talk, 'info', { key: 'report.nothingToStop' });
  },
};

/** Stops this person's report, when one is being made. */
export async function stopsReport(talk: Talk): Promise<boolean> {
  const running = await talk.reports.stop(talk.speech.person);
  if (running) await tell(talk, 'info', { key: 'report.stopping' });
  return running;
}

async function requestIn(talk: Talk, said: Readonly<Record<string, string>>): Promise<ReportRequest | null> {
  const kind = reportKinds.find((one) => isOneOf(`report.kind.${one}-words`, said.report ?? ''));
  if (kind === undefined) {
    await tell(
      talk,
      'info',
      { key: 'report.which' },
      reportKinds.map((one) => reportCommand(talk.speech.language, { kind: one })),
    );
    return null;
  }
  if (said.lack !== undefined && !isOneOf('report.lack-words', said.lack)) {
    await tell(talk, 'refusal', { key: 'report.unknownLack', values: { name: said.lack } }, [
      reportCommand(talk.speech.language, { kind }),
    ]);
    return null;
  }
  const filters = { department: said.department, withoutLicence: said.lack === undefined ? undefined : true };
  if (said.site === undefined) return { kind, ...filters };
  const found = await site.resolve(said.site, { ...fieldContext(talk), answers: {} });
  if (found.kind === 'value' && 'name' in found.value) return { kind, site: found.value.name, ...filters };
  await tell(talk, 'refusal', found.kind === 'problem' ? found.problem : { key: 'field.site.question' });
  return null;
}

function isOneOf(key: 'report.lack-words' | `report.kind.${ReportKind}-words`, typed: string): boolean {
  return languages.some((language) => raw(language, key).split('|').map(fold).includes(fold(typed)));
}

function stopCommand({ speech }: Talk): string {
  return say(speech.language, { key: 'card.command.stopReport' });
}
