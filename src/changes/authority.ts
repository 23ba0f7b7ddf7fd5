import type { Transaction } from 'kysely';
import { sameAccount } from '../auth/person';
import { sentence, type Sentence } from '../sentence';
import { canonicalJson } from '../store/canonical-json';
import { verifiedEntries } from '../store/change-entries';
import type { Schema } from '../store/schema';
import type { Change } from './change';
import { digestOf } from './content';
import { alteredContent } from './altered-content';
import { toldOf, type Told } from './told';

/** What the signed record tells of a change, when all that is stored of it agrees; otherwise what was altered, for a person to read. */
export type Authority = { told: Told } | { altered: Sentence };

/** A reason not to run it, from what the record tells and the row as it is now. Null: none. */
export type AuthorityRule = (told: Told, now: Change) => Sentence | null;

/** What must hold before a run, in order. Whether who voted is still in their group is looked at where groups can be read (still-approved.ts). */
const rules: readonly AuthorityRule[] = [
  versionsFollow,
  stateAsTold,
  askedAsTold,
  partsAsTold,
  journalAsTold,
  confirmed,
  approversAsTold,
  votesAsTold,
  runsAsTold,
];

/**
 * Whether a change may be acted on, from its own entries of the audit, never from a column: their hashes and signatures, the content hashed anew from
 * what was loaded, and the rows that tell how far it is. One read of an index. Call it in the transaction that acts, with the change locked.
 * @param now the change as it is locked
 * @param acting the change as whoever acts has loaded it, when that was before
 */
export async function whatAuthorises(trx: Transaction<Schema>, tenantId: string, now: Change, acting: Change = now): Promise<Authority> {
  const found = await verifiedEntries(trx, now.id);
  if ('wrong' in found) return { altered: sentence(`altered.entry-${found.problem}`, { seq: found.wrong }) };
  const told = toldOf(found.entries);
  if (!told) return { altered: sentence('altered.no-proposal') };
  if (digestOf(acting, tenantId) !== told.digest) return { altered: alteredContent(told, acting, tenantId) };
  for (const rule of rules) {
    const altered = rule(told, now);
    if (altered) return { altered };
  }
  return { told };
}

/** Each move has the version after it: one taken out leaves a gap. */
function versionsFollow({ versions }: Told, { version }: Change): Sentence | null {
  const gap = versions.findIndex((one, index) => one !== index + 2);
  return gap < 0 && versions.at(-1) === version ? null : sentence('altered.versions');
}

function stateAsTold({ state }: Told, now: Change): Sentence | null {
  return state === now.state
    ? null
    : sentence('altered.state', { told: sentence(`card.state.${state}`), now: sentence(`card.state.${now.state}`) });
}

function askedAsTold({ stopAsked, resumedAt }: Told, now: Change): Sentence | null {
  return stopAsked === now.stopAsked && resumedAt === now.resumedAt ? null : sentence('altered.asked');
}

function partsAsTold({ partStates }: Told, { parts }: Change): Sentence | null {
  const other = parts.find(({ id, state }) => (partStates.get(id) ?? 'open') !== state);
  return other ? sentence('altered.part', { name: other.subject.name }) : null;
}

/** What was sent, and what came of it: without it a step would be sent twice. */
function journalAsTold({ sent }: Told, { parts }: Change): Sentence | null {
  const rows = parts.flatMap(({ id, journal }) =>
    journal.map(({ stepHash, attempt, outcome }) => [`${id}|${stepHash}|${attempt}`, outcome] as const),
  );
  const same = rows.length === sent.size && rows.every(([row, outcome]) => sent.has(row) && sent.get(row) === outcome);
  return same ? null : sentence('altered.journal');
}

function confirmed({ confirmed, digest, proposed }: Told, { confirmedBy }: Change): Sentence | null {
  if (!confirmed) return sentence('altered.unconfirmed');
  if (confirmed.by.tenantId !== confirmedBy?.tenantId || confirmed.by.objectId !== confirmedBy.objectId)
    return sentence('altered.confirmed-by', { told: confirmed.by.name });
  // What a run made of it since (`digest`) follows from what was confirmed, entry by entry.
  return confirmed.digest === proposed.digest || confirmed.digest === digest ? null : sentence('altered.content');
}

/** The stages that votes are counted against are those that were frozen and asked for. */
function approversAsTold({ asked }: Told, now: Change): Sentence | null {
  const same =
    canonicalJson(asked) ===
    canonicalJson(now.asked && { stages: now.asked.stages, runAs: now.asked.runAs, escalated: now.asked.escalated });
  return same ? null : sentence('altered.approvers');
}

/** Every vote as it was signed, on this content and no other; the last of a person in a stage counts. */
function votesAsTold({ votes, proposed, digest }: Told, now: Change): Sentence | null {
  const signed = votes.map(({ stage, kind, comment, by: { tenantId, objectId } }) => ({ stage, kind, comment, tenantId, objectId }));
  const stored = now.votes.map(({ stage, kind, comment, voter: { tenantId, objectId } }) => ({ stage, kind, comment, tenantId, objectId }));
  const counts = now.votes.every(
    (vote, place) =>
      vote.counts === !now.votes.some((later, at) => at > place && later.stage === vote.stage && sameAccount(later.voter, vote.voter)),
  );
  const onThis = votes.every((vote) => vote.digest === proposed.digest || vote.digest === digest);
  return canonicalJson(signed) === canonicalJson(stored) && counts && onThis ? null : sentence('altered.votes');
}

function runsAsTold({ runsAs }: Told, now: Change): Sentence | null {
  return runsAs && now.runsAs && sameAccount(runsAs, now.runsAs) ? null : sentence('altered.runs-as');
}
