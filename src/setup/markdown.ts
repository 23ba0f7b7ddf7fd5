import { say, type Language } from '../i18n/say';
import { sentence, type Sentence } from '../sentence';
import type { Standing } from './standing';

/** The whole set-up as Markdown: what is proven, what is ticked by whom, what is open. It is read on other days, so that moments have their date. */
export function guideMarkdown(standings: readonly Standing[], language: Language, tenant: string): string {
  const said = (text: Sentence): string => say(language, text);
  const lines = standings.flatMap(({ section, outcomes, steps }, place) => [
    '',
    `## ${place + 1}. ${said(sentence(`setup.${section.id}.title`))}`,
    '',
    said(sentence(`setup.${section.id}.about`)),
    '',
    ...outcomes.flatMap(({ target, result, findings, at }) => [
      `- ${said(sentence('setup.proof', { target, result: sentence(`setup.result.${result}`), at: moment(at) }))}`,
      ...findings.flatMap(({ seen, remedy }, place) => {
        if (!remedy) return [];
        const next = findings[place + 1]?.remedy;
        const isLast = !next || said(next) !== said(remedy);
        return [`  - ${said(seen)}`, ...(isLast ? [`  - → ${said(remedy)}`] : [])];
      }),
    ]),
    ...steps.flatMap(({ step, tick }) => [
      `- [${tick ? 'x' : ' '}] ${said(step.text)}${tick ? ` ${said(sentence(`setup.by.${tick.answer}`, { name: tick.name, at: moment(tick.at) }))}` : ''}`,
      ...(step.copy?.length ? ['', '  ```text', ...step.copy.map((text) => `  ${text}`), '  ```', ''] : []),
    ]),
  ]);
  return [`# ${said(sentence('setup.title', { tenant }))}`, ...lines].join('\n');
}

function moment(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
