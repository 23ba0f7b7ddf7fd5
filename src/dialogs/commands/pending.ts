import { historyCard } from '../../cards/views/history';
import { sheetCard } from '../../cards/views/sheet';
import { commaList, sentence, type Sentence } from '../../sentence';
import { linesOf, tell } from '../present';
import { type Talk, answer, demand, exampleOf, readerOf, working } from '../talk';
import type { ChatCommand } from './command';

/** What waits for approval: by whom it can be given, and what somebody waits for. */

export const pending: ChatCommand = {
  name: 'pending',
  right: 'read',
  group: 'decide',
  async run(talk) {
    const { forMe, mine } = await talk.changes.pending(talk.speech.person);
    if (forMe.length + mine.length === 0) return tell(talk, 'info', sentence('talk.nothing-pending'));
    const list = (title: string, changes: typeof forMe) =>
      answer(
        talk,
        historyCard({
          changes: changes.slice(0, shown),
          reader: readerOf(talk),
          lines: linesOf(talk),
          title: sentence(title, { count: changes.length }),
        }),
      );
    if (mine.length > 0) await list('card.pending.mine', mine);
    if (forMe.length > 0) await list('card.pending.forMe', forMe);
  },
};

const shown = 20;

export const approvalsHere = approvalsPlace('approvals-here', true);
export const approvalsElsewhere = approvalsPlace('approvals-elsewhere', false);

function approvalsPlace(name: string, on: boolean): ChatCommand {
  return {
    name,
    right: null,
    approvers: true,
    group: 'conversation',
    async run(talk) {
      if (!talk.changes.isApprover(talk.speech.person)) return tell(talk, 'refusal', sentence('talk.approvers-alone'));
      await talk.speaker.sendApprovalsHere(talk.turn, on);
      await tell(talk, 'good', sentence(on ? 'talk.approvals-here' : 'talk.approvals-elsewhere'));
    },
  };
}

export const policyExplain: ChatCommand = {
  name: 'policy-explain',
  right: 'read',
  group: 'decide',
  async run(talk, { wish }) {
    demand(talk, 'read');
    const example = exampleOf(talk, 'policy-explain');
    const parsed = wish === undefined ? null : talk.parse(wish, talk.speech.language);
    if (parsed?.kind !== 'operation') return tell(talk, 'info', sentence('talk.explain-what', { example }));
    const out = await working(talk, talk.changes.explain(talk.speech.person, parsed.operation.id, parsed.input));
    if (out.kind === 'already-so') return tell(talk, 'info', sentence('talk.explain-nothing'));
    if (out.kind === 'refused') return tell(talk, 'refusal', out.reason);
    await answer(
      talk,
      sheetCard({ language: talk.speech.language, title: sentence('talk.explain-title'), sections: [{ notes: notesOf(out) }] }),
    );
  },
};

type Explained = Extract<Awaited<ReturnType<Talk['changes']['explain']>>, { kind: 'explained' }>;

function notesOf({ requirement, stages }: Explained): Sentence[] {
  const { rules, because, reason, runAs, lifeMs } = requirement;
  if (stages.length === 0) return [...rules.map(ruleNote), sentence('explain.nobody')];
  return [
    ...rules.map(ruleNote),
    ...because.map((one) => sentence('card.approval.unusual', { why: sentence(`card.approval.because.${one}`), open: true })),
    ...(requirement.stages.length === 0 ? [sentence('card.approval.noRight', { open: true })] : []),
    ...stages.map((stage, index) => stageNote(stage, index, stages.length)),
    ...(reason ? [sentence('explain.reason')] : []),
    sentence(`explain.runAs.${runAs}`),
    sentence('explain.life', { hours: Math.round(lifeMs / 3_600_000) }),
  ];
}

function ruleNote(name: string): Sentence {
  return sentence('explain.rule', { name });
}

function stageNote(stage: Readonly<Record<string, number>>, index: number, of: number): Sentence {
  const shares = commaList(Object.entries(stage).map(([group, people]) => sentence('explain.share', { group, people })));
  return shares ? sentence('explain.stage', { stage: index + 1, of, shares }) : sentence('card.approval.nobody');
}
