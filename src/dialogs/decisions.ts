import type { Decision } from '../changes/service';
import { showProposal, tell } from './present';
import type { Talk } from './talk';

export type DecisionVerb = 'confirm' | 'withdraw' | 'stop' | 'resume';

/** Confirms, withdraws, stops or goes on; rights and version are the service's business. */
export async function decide({ changes, speech }: Talk, verb: DecisionVerb, id: number, version?: number): Promise<Decision> {
  return changes[verb](speech.person, id, version);
}

/** Proposes to put back what a change altered: it gets the same review as any other. */
export async function putBack(talk: Talk, of: number): Promise<void> {
  const { conversation, id } = talk.turn.activity;
  const refused = await showProposal(
    talk,
    await talk.changes.putBack({ who: talk.speech.person, of, proposedBy: `${conversation.id}|${id}` }),
  );
  if (refused) await tell(talk, 'refusal', refused);
}
