import { recorded } from '../../src/auth/person';
import type { Rendered } from '../../src/cards/rendered';
import { alreadySoCard } from '../../src/cards/views/already-so';
import { changeCard } from '../../src/cards/views/change';
import { formCard } from '../../src/cards/views/form';
import { helpCard } from '../../src/cards/views/help';
import { historyCard } from '../../src/cards/views/history';
import { noticeCard } from '../../src/cards/views/notice';
import { numberUseCard } from '../../src/cards/views/number-use';
import { questionCard } from '../../src/cards/views/question';
import { reportCard } from '../../src/cards/views/report';
import { scriptCard } from '../../src/cards/views/script';
import { sheetCard } from '../../src/cards/views/sheet';
import { statusCard } from '../../src/cards/views/status';
import { changeStates } from '../../src/changes/change';
import type { Language } from '../../src/i18n/say';
import type { Subject } from '../../src/resources/resource';
import { sentence } from '../../src/sentence';
import { aldo, awaiting, change, changeIn, factLines, hana, odile, reader, vera } from './samples';

/** Each card with one text in every place that somebody else writes. */
export const everyCard: Record<string, (language: Language, text: string) => Rendered> = {
  ...Object.fromEntries(
    changeStates.map((state) => [
      `change ${state}`,
      (language: Language, text: string) =>
        changeCard({
          change: {
            ...changeIn(state, { subject: subject(text), warnings: [said(text)], risk: 'high', note: said(text) }),
            requester: { ...recorded(hana), name: text },
            confirmedBy: { ...recorded(vera), name: text },
            replaces: {
              id: 11,
              moved: [
                { fact: 'number', expected: null, seen: text },
                { fact: 'routing', expected: { policy: text, source: 'group' }, seen: true },
              ],
            },
            putBackBy: 14,
          },
          reader: reader(language),
          tenantName: text,
          lines: () => factLines(text),
          refused: said(text),
        }),
    ]),
  ),
  ...Object.fromEntries(
    [vera, hana, aldo, odile].map((person) => [
      `approval for ${person.name}`,
      (language: Language, text: string) =>
        changeCard({ change: awaiting(text), reader: reader(language, person), tenantName: text, lines: () => factLines(text) }),
    ]),
  ),
  ...Object.fromEntries(
    (['draft', 'running', 'partly-done'] as const).map((state) => [
      `21 side by side, ${state}`,
      (language: Language, text: string) => {
        const made = changeIn(state, { subject: subject(text), warnings: [said(text)], risk: 'high', note: said(text), needs: [] });
        const wish = { operation: 'enable-voice', input: { user: text } };
        const reason = { name: text, reason: said(text) };
        return changeCard({
          change: {
            ...made,
            parts: Array.from({ length: 21 }, (_, id) => ({ ...made.parts[0]!, id })),
            request: {
              kind: 'several',
              wishes: [
                ...Array.from({ length: 21 }, (_, at) => ({ ...wish, parts: [at], leftOut: null })),
                { ...wish, parts: [], leftOut: reason },
              ],
            },
          },
          reader: reader(language),
          tenantName: text,
          lines: ({ id }) => factLines(id % 2 === 0 ? text : `${text} ${id}`),
        });
      },
    ]),
  ),
  'put back': (language, text) =>
    changeCard({
      change: change({ request: { kind: 'put-back', of: 9 } }),
      reader: reader(language, odile),
      tenantName: text,
      lines: () => factLines(text),
    }),
  status: (language, text) =>
    statusCard({
      subject: subject(text),
      lines: [{ name: 'number', value: said(text) }],
      findings: [
        { severity: 'wrong', problem: said(text), remedy: said(text) },
        { severity: 'warning', problem: said(text), remedy: said(text) },
      ],
      changes: [changeIn('done', { subject: subject(text) }), { ...changeIn('draft'), id: 11 }],
      factLines: () => factLines(text),
      actions: [{ title: sentence('card.button.help'), command: 'enable voice for newhire@contoso.com' }],
      reader: reader(language),
      tenantName: text,
    }),
  'status of somebody who is fine': (language, text) =>
    statusCard({
      subject: subject(text),
      lines: [],
      findings: [],
      changes: [],
      factLines: () => [],
      actions: [],
      reader: reader(language),
      tenantName: text,
    }),
  history: (language, text) =>
    historyCard({
      changes: changeStates.map((state, index) => ({ ...changeIn(state, { subject: subject(text) }), id: index + 1 })),
      reader: reader(language),
      lines: () => factLines(text),
      more: 'more',
    }),
  'empty history': (language) => historyCard({ changes: [], reader: reader(language), lines: () => [] }),
  question: (language, text) =>
    questionCard({
      language,
      title: said(text),
      question: said(text),
      hint: said(text),
      problem: said(text),
      choices: Array.from({ length: 12 }, (_, index) => ({ text: `person${index}@contoso.com`, label: text, detail: text })),
      total: 40,
    }),
  'open question': (language, text) => questionCard({ language, question: said(text) }),
  notice: (language, text) => noticeCard({ language, tone: 'refusal', text: said(text) }),
  help: (language, text) =>
    helpCard({
      language,
      intro: [said(text)],
      groups: [false, true, true].map((folded) => ({
        title: said(text),
        folded,
        commands: [{ command: 'status of {user}', what: said(text) }],
      })),
    }),
  sheet: (language, text) =>
    sheetCard({
      language,
      origin: said(text),
      title: said(text),
      tone: 'warning',
      intro: [said(text)],
      sections: [
        { title: said(text), tone: 'attention', lines: [{ label: said(text), value: said(text) }], notes: [said(text)] },
        { bars: [{ label: said(text), count: 1, total: 3 }], buttons: [{ title: sentence('card.button.help'), command: 'help' }] },
      ],
      buttons: [{ title: said(text), command: 'changes' }],
    }),
  'report while it is made': (language) => reportCard({ language, request: { kind: 'sites' }, news: { state: 'running', read: 1_234 } }),
  report: (language, text) =>
    reportCard({
      language,
      request: { kind: 'sites', department: text },
      news: {
        state: 'done',
        total: 149,
        bars: [48, 45, 54, 2, 0].map((count) => ({ label: said(text), count })),
        notes: [said(text)],
        file: { url: 'http://127.0.0.1/files/x', until: new Date(0) },
      },
    }),
  'use of a number': (language, text) =>
    numberUseCard({
      language,
      asked: text,
      uses: [
        {
          number: '+14255550199',
          site: text,
          known: {
            number: '+14255550199',
            holder: { name: text, upn: 'busy@contoso.com' },
            service: null,
            type: 'DirectRouting',
            onPremises: true,
            blocked: false,
          },
          takenBy: null,
          coolsUntil: null,
          reserved: null,
        },
      ],
    }),
  ...Object.fromEntries(
    [null, said].map((asked) => [
      asked ? 'form in the chat' : 'form beside a message',
      (language: Language, text: string) =>
        formCard({
          language,
          title: said(text),
          problem: asked && said(text),
          asked: asked && said(text),
          operation: 'enable-voice',
          command: 'enable voice',
          fields: [
            { name: 'user', label: said(text), hint: said(text), value: 'busy@contoso.com', typed: true, picks: [] },
            { name: 'site', label: said(text), hint: null, value: 'Paris', typed: false, picks: [{ text: 'Paris', label: text }] },
          ],
        }),
    ]),
  ),
  script: (language, text) =>
    scriptCard({
      language,
      change: changeIn('draft'),
      script: `<#\n  ${text}\n#>\nSet-CsUser -Identity 'a'\n`,
      file: { url: 'http://127.0.0.1/files/x', until: new Date(0) },
    }),
  'already so': (language, text) => alreadySoCard({ language, subject: subject(text), described: [{ name: 'number', value: said(text) }] }),
};

function subject(name: string): Subject {
  return { key: '6f1c', name, upn: 'newhire@contoso.com', labels: [said(name)] };
}

/** A sentence that holds nothing but this text. */
function said(text: string) {
  return sentence('card.policy.direct', { policy: text });
}
