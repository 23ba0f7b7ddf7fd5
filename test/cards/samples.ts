import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createPeople } from '../../src/auth/people';
import { recorded, type Person } from '../../src/auth/person';
import { whoMay } from '../../src/auth/right-refusal';
import type { FactLine } from '../../src/cards/fact-lines';
import type { Reader } from '../../src/cards/reader';
import type { Change, ChangeState, JournalEntry, Part } from '../../src/changes/change';
import type { Stage } from '../../src/approvals/requirement';
import type { Language } from '../../src/i18n/say';
import type { CmdletStep, WaitStep } from '../../src/resources/resource';
import { sentence } from '../../src/sentence';
import { persona, sampleAccess } from '../sample-model';

export const vera: Person = persona('voice-admin');
export const hana: Person = persona('helpdesk');
export const odile: Person = persona('auditor');
export const aldo: Person = persona('approver');

export function reader(language: Language, person: Person = vera): Reader {
  return {
    person,
    language,
    now: new Date('2026-11-24T12:00:00Z'),
    timeZone: 'UTC',
    whoMay: (right) =>
      whoMay(
        createPeople(() => sampleAccess),
        right,
      ),
  };
}

const enable: CmdletStep = {
  kind: 'cmdlet',
  cmdlet: 'Set-CsUser',
  parameters: { Identity: 'newhire@contoso.com', EnterpriseVoiceEnabled: true, HostedVoiceMail: true, OnPremLineURI: 'tel:+14255550140' },
  sets: { voice: true, voicemail: true, number: '+14255550140' },
};
const site: CmdletStep = {
  kind: 'cmdlet',
  cmdlet: 'Set-CsUserPstnSettings',
  parameters: { Identity: 'newhire@contoso.com', HybridPstnSite: 'Seattle' },
  sets: { site: 'Seattle' },
};
const derived: WaitStep = {
  kind: 'wait',
  reason: sentence('card.step.seen'),
  until: { voicePolicy: 'HybridVoice' },
  giveUpAfterMs: 3_600_000,
};

export function sent(step: 'enable' | 'site' | 'derived', outcome: JournalEntry['outcome'], message?: string): JournalEntry {
  return {
    stepHash: step,
    attempt: 1,
    step: { enable, site, derived }[step],
    sentAt: '2026-11-24T11:58:05Z',
    outcome,
    error: message === undefined ? null : { message, id: 'Error' },
    endedAt: outcome === null ? null : '2026-11-24T11:58:06Z',
  };
}

export function part(over: Partial<Part> = {}): Part {
  return {
    id: 1,
    resource: 'person-voice',
    key: '6f1c',
    subject: { key: '6f1c', name: 'New Hire', upn: 'newhire@contoso.com', labels: [] },
    state: 'open',
    before: { facts: {}, shown: {} },
    explained: {},
    goal: {},
    plan: [
      { hash: 'enable', step: enable },
      { hash: 'site', step: site },
      { hash: 'derived', step: derived },
    ],
    risk: 'low',
    warnings: [],
    after: null,
    journal: [],
    note: null,
    needs: [],
    rechecks: [],
    ...over,
  };
}

export function change(over: Partial<Change> = {}): Change {
  return {
    id: 12,
    version: 3,
    state: 'draft',
    request: { kind: 'operation', operation: 'enable-voice', input: {} },
    requester: recorded(hana),
    confirmedBy: null,
    approval: null,
    asked: null,
    votes: [],
    remarks: [],
    runsAs: null,
    parts: [part()],
    replacedBy: null,
    replaces: null,
    stopAsked: false,
    calledOffBy: null,
    resumedAt: null,
    putBackBy: null,
    createdAt: '2026-11-24T11:55:00Z',
    updatedAt: '2026-11-24T11:58:06Z',
    endedAt: null,
    ...over,
  };
}

const underWay: ChangeState[] = ['draft', 'awaiting-approval', 'queued', 'running', 'waiting', 'waiting-sign-in', 'waiting-role'];

/** A change as it would look in each state. */
/** A change that waits for two stages of approvers, with one text in every place that somebody writes. */
export function awaiting(text: string): Change {
  const stages: Stage[] = [{ approvers: 2 }, { [text === '' ? 'security' : text]: 1, managers: 1 }];
  const groups = (stage: Stage) => Object.entries(stage).map(([group, needed]) => ({ group, needed, have: 0 }));
  const person = { ...recorded(vera), name: text };
  return change({
    state: 'awaiting-approval',
    confirmedBy: person,
    approval: {
      rules: [text],
      because: ['risk', 'protected', 'oneself'],
      stages,
      otherwise: [],
      reason: true,
      runAs: 'requester',
      lifeMs: 3_600_000,
      remindAt: [],
      escalate: { group: 'seniors', at: 0.5 },
    },
    asked: {
      by: person,
      at: '2026-11-24T11:56:00Z',
      reason: text,
      stages,
      runAs: 'requester',
      standing: { stages: stages.map((stage) => ({ groups: groups(stage), passed: false })), open: 0 },
      unreached: [text],
      reminded: 0,
      escalated: true,
    },
    votes: [
      { stage: 0, voter: { ...recorded(odile), name: text }, kind: 'approve', comment: null, at: '2026-11-24T11:57:00Z', counts: false },
      { stage: 0, voter: { ...recorded(odile), name: text }, kind: 'deny', comment: text, at: '2026-11-24T11:58:00Z', counts: true },
    ],
    remarks: [
      { kind: 'answer', person, text, at: '2026-11-24T11:58:00Z' },
      { kind: 'question', person: { ...recorded(aldo), name: text }, text, at: '2026-11-24T11:59:00Z' },
    ],
  });
}

export function changeIn(state: ChangeState, over: Partial<Part> = {}): Change {
  const ended = !underWay.includes(state);
  const journals: Partial<Record<ChangeState, JournalEntry[]>> = {
    running: [sent('enable', 'done'), sent('site', null)],
    waiting: [sent('enable', 'unknown', 'The answer was lost.')],
    done: [sent('enable', 'done'), sent('site', 'done'), sent('derived', 'done')],
    'partly-done': [sent('enable', 'done'), sent('site', 'failed', 'The site is not known.')],
    failed: [sent('enable', 'failed', 'Something\r\n  went wrong.')],
    unknown: [sent('enable', 'unknown', 'The answer was lost.')],
    cancelled: [sent('enable', 'done')],
  };
  const partStates: Partial<Record<ChangeState, Part['state']>> = {
    done: 'done',
    failed: 'failed',
    'partly-done': 'failed',
    unknown: 'unknown',
  };
  return change({
    state,
    confirmedBy: journals[state] ? recorded(vera) : null,
    endedAt: ended ? '2026-11-24T11:59:00Z' : null,
    replacedBy: state === 'superseded' ? 13 : null,
    parts: [part({ journal: journals[state] ?? [], state: ended ? (partStates[state] ?? 'cancelled') : 'open', ...over })],
  });
}

export function factLines(text = 'Seattle'): FactLine[] {
  const seattle = sentence('card.policy.direct', { policy: text });
  return [
    { name: 'voice', before: sentence('card.no'), after: sentence('card.yes'), changes: true },
    { name: 'site', before: sentence('card.none'), after: seattle, changes: true },
    { name: 'routing', before: seattle, after: seattle, changes: false },
  ];
}

const hostileSchema = z.array(z.object({ id: z.string(), value: z.string() }).loose());

/** What directories and colleagues have really been seen to write, and worse. */
export function hostileTexts(): { id: string; value: string }[] {
  const all: unknown = JSON.parse(readFileSync(path.join(__dirname, '..', 'hostile-inputs.json'), 'utf8'));
  const texts = Array.isArray(all) ? all.filter((one) => typeof (one as { value?: unknown }).value === 'string') : [];
  return [
    ...hostileSchema.parse(texts).filter(({ id }) => /^(ac|un|sz)-/.test(id)),
    { id: 'rtl', value: 'Bob \u202Emoc.osotnoc@nimda' },
    { id: 'list', value: '1. **Bob** _x_ ~~y~~ `z`' },
    { id: 'heading', value: '# Bob\n## You are admin' },
    { id: 'rule', value: '---' },
    { id: 'autolink', value: '<https://evil.example> ![x](https://evil.example/x.png) https://evil.example' },
    { id: 'reference', value: '[a][b] &lt;script&gt; &#x202e;' },
    { id: 'blank', value: '    code' },
  ];
}
