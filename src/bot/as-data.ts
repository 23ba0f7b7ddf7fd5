import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Rendered } from '../cards/rendered';
import type { Change } from '../changes/change';
import { placeOf } from './place';

const asking = z.object({ switchboard: z.literal('data') });

/** Whether a message comes from a program that reads what is said as data too. Where others read along nothing is said but what they may read. */
export function wantsData({ channelData, conversation }: Activity): boolean {
  return placeOf(conversation) === 'personal' && asking.safeParse(channelData).success;
}

/** What a program gets of a message beside what a person sees: both forms, whether it got what it asked for, the change with its plan. */
export function asData({ text, summary, card, outcome }: Rendered, change: Change | undefined): Partial<Activity> {
  return { channelData: { switchboard: { text, summary, card, outcome: outcome ?? 'answered', change: change ? planOf(change) : null } } };
}

/** What is planned and how far it is. Votes, journal and whose credentials run it are for people to read. */
function planOf({ id, version, state, request, requester, parts, createdAt, endedAt }: Change): object {
  return {
    id,
    version,
    state,
    request,
    requester: requester.name,
    createdAt,
    endedAt,
    parts: parts.map((part) => ({
      resource: part.resource,
      subject: part.subject,
      state: part.state,
      before: part.before.facts,
      goal: part.goal,
      plan: part.plan,
      risk: part.risk,
      warnings: part.warnings,
      note: part.note,
    })),
  };
}
