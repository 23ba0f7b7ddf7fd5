import { recorded } from '../../src/auth/person';
import type { Rendered } from '../../src/cards/rendered';
import { alreadySoCard } from '../../src/cards/views/already-so';
import { changeCard } from '../../src/cards/views/change';
import { helpCard } from '../../src/cards/views/help';
import { historyCard } from '../../src/cards/views/history';
import { noticeCard } from '../../src/cards/views/notice';
import { questionCard } from '../../src/cards/views/question';
import { scriptCard } from '../../src/cards/views/script';
import { sheetCard } from '../../src/cards/views/sheet';
import { statusCard } from '../../src/cards/views/status';
import { changeStates } from '../../src/changes/change';
import { languages, type Language } from '../../src/i18n/say';
import type { Subject } from '../../src/resources/resource';
import { sentence } from '../../src/sentence';
import { problemsOf } from './card-check';
import { aldo, awaiting, change, changeIn, factLines, hana, hostileTexts, odile, part, reader, vera } from './samples';

/** Each card with one text in every place that somebody else writes. */
const cards: Record<string, (language: Language, text: string) => Rendered> = {
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
  script: (language, text) =>
    scriptCard({
      language,
      change: changeIn('draft'),
      script: `<#\n  ${text}\n#>\nSet-CsUser -Identity 'a'\n`,
      file: { url: 'http://127.0.0.1/files/x', until: new Date(0) },
    }),
  'already so': (language, text) => alreadySoCard({ language, subject: subject(text), described: [{ name: 'number', value: said(text) }] }),
};

describe.each(languages)('in %s', (language) => {
  test.each(Object.keys(cards))('%s is a sound card and says everything in text too', (name) => {
    expect(problemsOf(cards[name]!(language, 'Zoë Müller'))).toEqual([]);
  });

  test.each(hostileTexts())('no card lets $id do more than be read', ({ value }) => {
    const found = Object.entries(cards).flatMap(([name, card]) =>
      problemsOf(card(language, value)).map((problem) => `${name}: ${problem}`),
    );
    expect(found).toEqual([]);
  });
});

test('a change of many parts fits by leaving out the exact cmdlets, which the text keeps', () => {
  const parts = Array.from({ length: 9 }, (_, index) => part({ id: index, key: String(index) }));
  const rendered = changeCard({ change: change({ parts }), reader: reader('en'), tenantName: 'Contoso', lines: () => factLines() });
  expect(problemsOf(rendered)).toEqual([]);
  expect(JSON.stringify(rendered.card)).toContain('too long for a card');
  expect(rendered.text.match(/Set-CsUserPstnSettings -Identity/g)).toHaveLength(9);
});

function subject(name: string): Subject {
  return { key: '6f1c', name, upn: 'newhire@contoso.com', labels: [said(name)] };
}

/** A sentence that holds nothing but this text. */
function said(text: string) {
  return sentence('card.policy.direct', { policy: text });
}
