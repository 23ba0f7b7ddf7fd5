import { actingOn, may, type About } from '../../auth/person';
import { inWords, namedRoles, rightRefusal } from '../../auth/right-refusal';
import { commaList, sentence, type Sentence } from '../../sentence';
import { aboutOperation, type Talk } from '../talk';
import type { Sayable } from './topic';

/** Why this person may not say something, and who may; null: they may. */
export function refusalOf(talk: Talk, { thing }: Sayable): Sentence | null {
  const { people, speech, changes } = talk;
  if (thing.kind === 'operation') return rightRefusal(people, speech.person, 'propose', aboutOperation(thing.operation));
  const { right, approvers } = thing.command;
  if (approvers && !changes.isApprover(speech.person)) return sentence('help.may.approversAlone');
  return right === null ? null : rightRefusal(people, speech.person, right, aboutCommand(thing.command));
}

/** The same with the names of those who approve, where it is theirs alone. */
export async function namedRefusalOf(talk: Talk, one: Sayable): Promise<Sentence | null> {
  const refused = refusalOf(talk, one);
  if (refused?.key !== 'help.may.approversAlone') return refused;
  const groups = namedRoles(await talk.changes.approvers());
  return groups ? sentence('help.may.approversAre', { groups }) : refused;
}

/** How far their rights go, for what they may say. */
export function reachOf({ speech }: Talk, { thing }: Sayable): Sentence {
  const right = thing.kind === 'operation' ? 'propose' : thing.command.right;
  if (thing.kind === 'command' && thing.command.approvers) return sentence('help.may.approver');
  if (right === null) return sentence('help.may.everybody');
  const about = thing.kind === 'operation' ? aboutOperation(thing.operation) : aboutCommand(thing.command);
  const { roles } = actingOn(speech.person, about);
  const theirs = roles.filter((role) => role.may.includes(right));
  const scope = theirs.every((role) => role.scope !== null)
    ? commaList(theirs.flatMap((role) => (role.scope ? [inWords(role.scope)] : [])))
    : null;
  const within = { bounded: scope !== null, scope: scope ?? '' };
  if (thing.kind === 'command') return sentence('help.may.say', within);
  return sentence('help.may.ask', { ...within, confirms: may({ roles }, 'confirm') });
}

function aboutCommand({ whole }: { whole?: true }): About {
  return whole ? { places: [null] } : {};
}
