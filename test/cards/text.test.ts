import { recorded } from '../../src/auth/person';
import { changeCard } from '../../src/cards/views/change';
import { helpCard } from '../../src/cards/views/help';
import { historyCard } from '../../src/cards/views/history';
import { noticeCard } from '../../src/cards/views/notice';
import { questionCard } from '../../src/cards/views/question';
import { statusCard } from '../../src/cards/views/status';
import type { Change } from '../../src/changes/change';
import { say } from '../../src/i18n/say';
import { sentence } from '../../src/sentence';
import { actionsOf } from './card-check';
import { aldo, awaiting, change, changeIn, factLines, hana, odile, part, reader, sent, vera } from './samples';

const fact = (name: string) => say('en', { key: `fact.${name}` });
const enableVoice = say('en', { key: 'operation.enable-voice.title' });

function card(of: Change, person = vera, language: 'en' | 'fr' = 'en') {
  return changeCard({ change: of, reader: reader(language, person), tenantName: 'Contoso', lines: () => factLines() });
}

test('a review reads from what it is to what can be done', () => {
  const warned = changeIn('draft', {
    risk: 'high',
    warnings: [sentence('card.history.none')],
    subject: { key: '6f1c', name: 'New Hire', upn: 'newhire@contoso.com', labels: [sentence('value.text', { text: 'help desk' })] },
  });
  expect(card(warned).text).toBe(`Change 12 · Contoso
${enableVoice}
○ To review
Nothing has been changed yet.

New Hire
newhire@contoso.com
help desk
! High risk: this opens something that can cost money or be misused. Make sure it is wanted.
⚠ Warning: No changes yet.

What changes
${fact('voice')}: no → yes
${fact('site')}: none → Seattle (direct)

What stays
${fact('routing')}: Seattle (direct)

Exact cmdlets
Set-CsUser -Identity 'newhire@contoso.com' -EnterpriseVoiceEnabled $true -HostedVoiceMail $true -OnPremLineURI 'tel:+14255550140'
Set-CsUserPstnSettings -Identity 'newhire@contoso.com' -HybridPstnSite 'Seattle'
(then: ✓ Seen)

Asked for by Hana Helpdesk, 11:55

Confirm: type \`confirm 12 newhire\`
Edit: type \`edit 12\`
Withdraw: type \`withdraw 12\`
Script: type \`script 12\``);
});

test('a result tells each cmdlet with its time and outcome', () => {
  expect(card(changeIn('partly-done', { note: sentence('card.status.fine') })).text).toBe(`Change 12 · Contoso
${enableVoice}
! Partly done
Some of it was done. What was done stays until you put it back.

New Hire
newhire@contoso.com
✓ Nothing wrong

Progress
Set-CsUser ✓ Ran
Set-CsUserPstnSettings ✗ Failed
   The site is not known.
✓ Seen – Not run

What changes
${fact('voice')}: no → yes
${fact('site')}: none → Seattle (direct)

What stays
${fact('routing')}: Seattle (direct)

Exact cmdlets
Set-CsUser -Identity 'newhire@contoso.com' -EnterpriseVoiceEnabled $true -HostedVoiceMail $true -OnPremLineURI 'tel:+14255550140'
✓ Ran, 11:58:05 to 11:58:06
Set-CsUserPstnSettings -Identity 'newhire@contoso.com' -HybridPstnSite 'Seattle'
✗ Failed, 11:58:05 to 11:58:06
(then: ✓ Seen)

Asked for by Hana Helpdesk, 11:55
Confirmed by Vera Voiceadmin
Ended 11:59

Put back: type \`undo 12\`
Status: type \`status of newhire@contoso.com\``);
});

test.each([
  ['done', 'Written and read back; phones may take up to 24 h.'],
  ['unknown', 'Do not repeat it'],
  ['superseded', 'Show change 13: type `show 13`'],
  ['waiting', 'Microsoft’s answer was lost; checking. Do not repeat it.'],
  ['withdrawn', 'Nothing was changed.'],
] as const)('a change that is %s says so', (state, told) => {
  expect(card(changeIn(state)).text).toContain(told);
});

test.each([
  ['withdrawn', 'Hana Helpdesk withdrew it. Nothing was changed.'],
  ['cancelled', 'Hana Helpdesk stopped it before the next step.'],
] as const)('a change that is %s names who called it off', (state, told) => {
  expect(card({ ...changeIn(state), calledOffBy: recorded(hana) }).text).toContain(told);
});

test.each([
  ['draft', vera, ['confirm', 'edit', 'withdraw', 'script']],
  ['draft', hana, ['edit', 'withdraw']],
  ['draft', odile, []],
  ['queued', vera, ['stop', 'refresh']],
  ['running', hana, ['refresh']],
  ['waiting-role', vera, ['resume', 'stop', 'script', 'refresh']],
  ['done', vera, ['undo', 'say']],
  ['done', odile, ['say']],
  ['withdrawn', vera, ['say', 'say']],
  ['withdrawn', odile, ['say']],
  ['superseded', vera, ['show', 'say']],
] as const)('%s has the buttons of its reader', (state, person, verbs) => {
  expect(actionsOf(card(changeIn(state), person))).toEqual(verbs);
});

test.each([
  [aldo, ['approve', 'deny', 'question', 'refresh']],
  [vera, ['answer', 'withdraw', 'script', 'refresh']],
  [hana, ['answer', 'withdraw', 'refresh']],
  [odile, ['refresh']],
] as const)('what waits for approval has the buttons of its reader (%#)', (person, verbs) => {
  expect(actionsOf(card(awaiting('x'), person))).toEqual(verbs);
});

test('the first line of what waits for approval says what is unusual', () => {
  const [, first] = card(awaiting('Calls abroad are opened'), aldo).text.split('Awaiting approval\n');
  expect(first).toMatch(/^Needs approval: Calls abroad are opened\./);
});

test.each([
  ['draft', [], 'What changes'],
  ['withdrawn', [], 'What would have changed'],
  ['failed', [], 'What would have changed'],
  ['failed', [sent('enable', 'done')], 'What changes'],
  ['done', [sent('enable', 'done')], 'What changed'],
] as const)('a change that is %s names its facts «%s»', (state, journal, title) => {
  expect(card(changeIn(state, { journal: [...journal] })).text).toContain(`\n${title}\n`);
});

test('who cannot confirm is told who can', () => {
  expect(card(changeIn('draft'), hana).text).toContain('confirmed by somebody with this role: voice-admin (Vera Voiceadmin)');
});

test('a put back names its facts, and is not edited', () => {
  const putBack = card(change({ request: { kind: 'put-back', of: 9 } }));
  expect(putBack.text).toContain(`Put back: ${fact('voice')}, ${fact('site')}`);
  expect(actionsOf(putBack)).toEqual(['confirm', 'withdraw', 'script']);
});

test('what moved meanwhile is shown', () => {
  const moved = card(change({ replaces: { id: 11, moved: [{ fact: 'number', expected: null, seen: '+14255550199' }] } }));
  expect(moved.text).toContain(`What moved meanwhile\n${fact('number')}: none → +1 425 555 0199`);
});

test('a second attempt is counted', () => {
  const twice = changeIn('running', { journal: [sent('enable', 'not-run', 'Throttled.'), { ...sent('enable', null), attempt: 2 }] });
  expect(card(twice).text).toContain('– Not run, 11:58:05 to 11:58:06\nAttempt 2: … Sent, 11:58:05');
});

test('who asked to stop is not offered it again', () => {
  const stopping = card({ ...changeIn('running'), stopAsked: true });
  expect(stopping.text).toContain('Asked to stop');
  expect(actionsOf(stopping)).toEqual(['refresh']);
});

test('a step that was already there was not needed', () => {
  expect(card(changeIn('done', { plan: part().plan, journal: [sent('enable', 'done')] })).text).toContain(
    'Set-CsUserPstnSettings – Not needed',
  );
});

test('French is French throughout', () => {
  const { text } = card(changeIn('running'), vera, 'fr');
  expect(text).toContain('… En cours');
  expect(text).toContain('Arrêter\u00A0: tapez `arrêter 12`');
});

test('a pick list is numbered, and says what else to type', () => {
  const { text } = questionCard({
    language: 'en',
    title: sentence('card.button.status'),
    question: sentence('card.help.title'),
    hint: sentence('card.help.intro'),
    problem: sentence('card.history.none'),
    choices: [
      { text: 'bob@contoso.com', label: 'Bob Smith', detail: 'bob@contoso.com' },
      { text: '+14255550140', label: '+1 425 555 0140' },
    ],
    total: 30,
  });
  expect(text).toBe(`Status
? Not clear yet
No changes yet.
What you can say
Leave words out and you will be asked for them.
1. Bob Smith
   bob@contoso.com
2. +1 425 555 0140: type \`+14255550140\`
These are the first 2. Type more of it to narrow it down.
Pick one, or type its number.

You can type \`back\`, \`cancel\`, \`start over\`, \`help\``);
});

test('namesakes are told apart without seeing the list', () => {
  const { card } = questionCard({
    language: 'en',
    question: sentence('card.help.title'),
    choices: ['john.smith@contoso.com', 'john.smith2@contoso.com'].map((upn) => ({ text: upn, label: 'John Smith', detail: upn })),
  });
  expect(JSON.stringify(card)).toMatch(/"title":"John Smith, john.smith@[^]*"title":"John Smith, john.smith2@/);
});

test('a status says what is wrong and what helps', () => {
  const { text, summary } = statusCard({
    subject: { key: '6f1c', name: 'New Hire', upn: 'newhire@contoso.com', labels: [] },
    lines: [{ name: 'voice', value: sentence('card.no') }],
    findings: [{ severity: 'wrong', problem: sentence('card.history.none'), remedy: sentence('card.help.intro') }],
    changes: [changeIn('done')],
    factLines: () => factLines(),
    actions: [{ title: sentence('card.button.edit'), command: 'enable voice for newhire@contoso.com' }],
    reader: reader('en'),
    tenantName: 'Contoso',
  });
  expect(summary).toBe('New Hire (newhire@contoso.com): 1 thing to look at');
  expect(text).toBe(`Status · Contoso
New Hire
newhire@contoso.com
✗ One thing wrong
✗ Wrong: No changes yet.
Leave words out and you will be asked for them.

${fact('voice')}: no

Last changes
12 ${enableVoice}
   New Hire (newhire@contoso.com)
   ✓ Done · Hana Helpdesk · 11:58
   type \`show 12\`

Edit: type \`enable voice for newhire@contoso.com\``);
});

test('history offers each change and the next page', () => {
  const { text } = historyCard({
    changes: [changeIn('done'), { ...changeIn('failed'), id: 11 }],
    reader: reader('en'),
    lines: () => factLines(),
    more: 'more',
  });
  expect(text).toMatch(/^Changes, newest first\n12 [^]*type `show 12`\n11 [^]*✗ Failed[^]*type `show 11`\n\nShow more: type `more`$/);
});

test('help lists what can be said', () => {
  const changes = { command: 'changes', what: sentence('card.history.title') };
  const back = { command: 'back', what: sentence('card.button.back') };
  const { text } = helpCard({
    language: 'en',
    intro: [sentence('card.help.intro')],
    groups: [
      { title: sentence('card.help.ask'), commands: [] },
      { title: sentence('card.help.look'), commands: [changes] },
      { title: sentence('card.help.conversation'), commands: [back], folded: true },
    ],
  });
  expect(text).toBe(
    'What you can say\nLeave words out and you will be asked for them.\nLook something up\n• changes\nChanges, newest first\nThis conversation\n• back\nBack',
  );
});

test('a refusal is told as one', () => {
  expect(noticeCard({ language: 'en', tone: 'refusal', text: sentence('card.history.none') }).text).toBe('✗ Not possible\nNo changes yet.');
});

test('every step of a part that is done is done', () => {
  const waited = changeIn('done', { journal: [sent('enable', 'done'), sent('site', 'unknown'), sent('derived', null)] });
  expect(card(waited).text).toContain('Progress\nSet-CsUser ✓ Ran\nSet-CsUserPstnSettings ✓ Seen\n✓ Seen ✓ Seen');
  expect(card(waited).text).not.toContain('Waiting');
});

test('a wait tells since when and how long at most, and its end without success', () => {
  const journal = [sent('enable', 'done'), sent('site', 'done'), sent('derived', null)];
  const waiting = card(changeIn('waiting', { journal, note: sentence('card.step.seen') })).text;
  expect(waiting).toContain('Waiting since 11:58:06. It goes on by itself');
  expect(waiting).toContain('✓ Seen … Waiting\n   since 11:58:05; it gives up at 12:58 and says so');
  expect(waiting.match(/✓ Seen/g)).toHaveLength(2);
  expect(card(changeIn('failed', { journal })).text).toContain('✓ Seen ? Not seen');
});

test.each([
  ['draft', ['Check that Seattle', 'Calls abroad will be open', 'left as it is', 'High risk']],
  ['running', ['left as it is']],
  ['done', ['Calls abroad are open', 'left as it is']],
  ['failed', ['left as it is']],
] as const)('%s shows the warnings that still matter', (state, shown) => {
  const warnings = [
    sentence('warning.siteEmergency', { site: 'Seattle' }),
    sentence('warning.abroadOpen'),
    sentence('warning.leftAlone', { fact: sentence('fact.number') }),
  ];
  const { text } = card(changeIn(state, { warnings, risk: 'high' }));
  expect(text.split('\n').filter((line) => /^(⚠|!) (Warning|High)/.test(line))).toHaveLength(shown.length);
  for (const told of shown) expect(text).toContain(told);
});
