import type { FactLine } from '../cards/fact-lines';
import type { Reader } from '../cards/reader';
import { changeTitle, factLabel } from '../cards/views/change-title';
import { nameAndUpn } from '../cards/views/subject-view';
import { warningRows } from '../cards/views/warning-rows';
import { words } from '../cards/words';
import { isApproved, type Change, type Part } from '../changes/change';
import { say } from '../i18n/say';
import type { FactReads } from '../resources/fact-read';
import { literal } from '../resources/power-shell';
import type { TenantModel } from '../resources/tenant-model';
import type { Sentence } from '../sentence';
import { comment } from './comment';
import { partDefinition, stepCall } from './part-script';
import { prelude } from './prelude';

export interface ChangeScript {
  change: Change;
  /** For whom, in whose language. */
  reader: Reader;
  model: TenantModel;
  lines: (part: Part) => FactLine[];
  readsOf: (part: Part) => FactReads;
}

/**
 * The plan of a change as a PowerShell script that guards each write by a read (docs/architecture.md, «Script instead of run»). For
 * Windows PowerShell 5.1 and PowerShell 7; lines end in \n. Throws when a step sets a fact that its resource cannot read.
 */
export function changeScript(script: ChangeScript): string {
  const { change, reader, model, readsOf } = script;
  const { language } = reader;
  const note = (key: string, values?: Sentence['values']) => comment(words(language, values ? { key, values } : { key }));
  const parts = change.parts.map((part, index) => ({ part, place: index + 1, variable: `$Part${index + 1}` }));
  const title = ({ part, place }: { part: Part; place: number }) => note('script.part', { place, who: nameAndUpn(part.subject) });
  return [
    ...header(script),
    '',
    ...prelude,
    '',
    ...messages(reader),
    '',
    ...note('script.rightTenant'),
    `if ((Get-Text @(Get-CsTenant -ErrorAction Stop) 'TenantId') -ne ${literal(model.tenantId)}) { throw $Say.OtherTenant }`,
    ...parts.flatMap(({ part, place, variable }) => [
      '',
      ...title({ part, place }),
      ...partDefinition(variable, nameAndUpn(part.subject), part, readsOf(part)),
    ]),
    '',
    ...note('script.lookFirst'),
    `foreach ($part in @(${parts.map(({ variable }) => variable).join(', ')})) { $null = Read-State $part }`,
    ...parts.flatMap(({ part, place, variable }) => [
      '',
      ...title({ part, place }),
      ...part.plan.flatMap(({ step }) => [
        ...(step.kind === 'wait' ? note('script.waitFor', { reason: step.reason }) : []),
        ...stepCall(variable, step),
      ]),
    ]),
    '',
    'Write-Host $Say.Done',
    '',
  ].join('\n');
}

/** The script as Windows keeps it: with a mark, so that comments too are read as they were written, and with \r\n. */
export function scriptFile(script: string): string {
  return `\uFEFF${script.replaceAll('\n', '\r\n')}`;
}

/** Who, what, when, what it was and what it shall be. */
function header({ change, reader, model, lines }: ChangeScript): string[] {
  const { language } = reader;
  const said = (key: string, values?: Sentence['values']) => words(language, values ? { key, values } : { key });
  const state = say(language, { key: `card.state.${change.state}` });
  const facts = (part: Part) =>
    lines(part).map(({ name, before, after, changes }) =>
      said(changes ? 'script.fact.changes' : 'script.fact.kept', { fact: factLabel(language, name), before, after }),
    );
  const paragraphs = [
    [
      ...(isApproved(change) ? [] : [said('script.notApproved')]),
      said('script.title', { id: change.id, version: change.version, title: changeTitle(language, change, lines) }),
      said('script.tenant', { name: model.tenantName, id: model.tenantId, platform: model.platform }),
      said('card.by.requested', { name: change.requester.name, at: moment(change.createdAt) }),
      ...(change.confirmedBy ? [said('card.by.confirmed', { name: change.confirmedBy.name })] : []),
      said('script.state', { state, at: moment(change.updatedAt) }),
      said('script.writtenFor', { name: reader.person.name, at: moment(reader.now.toISOString()) }),
    ],
    ...change.parts.map((part, index) => {
      const { risks, warnings } = warningRows(part, change, reader);
      return [
        said('script.part', { place: index + 1, who: nameAndUpn(part.subject) }),
        ...part.needs.map((place) => said('script.needs', { place: place + 1 })),
        ...facts(part),
        ...risks,
        ...warnings,
      ];
    }),
    [
      ...(isApproved(change) && change.endedAt === null ? [said('script.runsAlready')] : []),
      said('script.how.session'),
      said('script.how.guards'),
      said('script.how.escapes'),
      said('script.how.noMark', { id: change.id }),
    ],
  ];
  return comment(...paragraphs.flatMap((paragraph, index) => (index > 0 ? ['', ...paragraph] : paragraph)));
}

/** What the script says while it runs; {0} and on are its own to fill. */
function messages({ language }: Reader): string[] {
  const of = { name: '{0}', cmdlet: '{1}' };
  const about = { name: '{0}', facts: '{1}', seconds: '{2}' };
  const texts: Record<string, Sentence> = {
    Already: { key: 'script.say.already', values: of },
    Sending: { key: 'script.say.sending', values: of },
    Seen: { key: 'script.say.seen', values: of },
    NotSeen: { key: 'script.say.notSeen', values: about },
    GaveUp: { key: 'script.say.gaveUp', values: about },
    Moved: { key: 'script.say.moved', values: { name: '{0}', fact: '{1}', seen: '{2}', before: '{3}', goal: '{4}' } },
    OtherTenant: { key: 'script.say.otherTenant' },
    Done: { key: 'script.say.done' },
  };
  return ['$Say = @{', ...Object.entries(texts).map(([name, text]) => `    ${name} = ${literal(say(language, text))}`), '}'];
}

/** A script outlives the day and the place it was written in. */
function moment(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
