import type { Decision } from '../changes/service';
import { UserError } from '../sentence';
import { askSignIn } from './ask-sign-in';
import { showProposal, tell } from './present';
import { type Talk, proposedBy } from './talk';

export type DecisionVerb = 'confirm' | 'submit' | 'approve' | 'deny' | 'question' | 'answer' | 'withdraw' | 'stop' | 'resume';

/** Which change, as it was shown, and what was written with the decision. */
export interface Meant {
  id: number;
  version?: number | undefined;
  comment?: string | undefined;
  /** What was typed behind the number: it may have to be a certain word. */
  word?: string | undefined;
}

/** Carries out what somebody decided about a change; rights, version and how fresh a sign-in has to be are the service's business. */
export async function decide(talk: Talk, verb: DecisionVerb, meant: Meant): Promise<Decision> {
  const decision = await carryOut(talk, verb, meant);
  if (decision.needsSignIn) await askSignIn(talk, { reason: 'fresh' });
  return decision;
}

async function carryOut({ changes, speech }: Talk, verb: DecisionVerb, { id, version, comment }: Meant): Promise<Decision> {
  const who = speech.person;
  const words = comment === undefined || comment === '' ? null : comment;
  switch (verb) {
    case 'confirm':
    case 'submit':
      return changes.confirm(who, id, version, words);
    case 'approve':
    case 'deny':
      return changes.vote({ who, id, version, kind: verb, comment: words });
    case 'question':
    case 'answer':
      if (words === null) throw new UserError(`refusal.${verb}WithoutText`, { change: id });
      return changes.remark({ who, id, kind: verb, text: words });
    case 'withdraw':
    case 'stop':
    case 'resume':
      return changes[verb](who, id, version);
  }
}

/** Proposes to put back what a change altered: it gets the same review as any other. */
export async function putBack(talk: Talk, of: number): Promise<void> {
  const refused = await showProposal(talk, await talk.changes.putBack({ who: talk.speech.person, of, proposedBy: proposedBy(talk) }));
  if (refused) await tell(talk, 'refusal', refused);
}
