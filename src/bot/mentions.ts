import { TeamsInfo, TurnContext, type Activity } from 'botbuilder';
import { z } from 'zod';

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().min(1).max(500),
  mentioned: z.object({ id: z.string().min(1), name: z.string().nullish(), aadObjectId: z.guid().nullish() }),
});
type Mention = z.infer<typeof mention>;

/**
 * What was said, without the mention of ourselves; whoever else was mentioned stands there as the account's object id, which means exactly them,
 * and a display name could be anybody's. One who cannot be looked up stands there by name.
 */
export async function spokenText(turn: TurnContext): Promise<string> {
  let text = (TurnContext.removeRecipientMention({ ...turn.activity }) ?? turn.activity.text ?? '').trim();
  for (const one of mentionsOf(turn.activity)) {
    const account = text.includes(one.text) ? ((await objectIdOf(turn, one)) ?? one.mentioned.name ?? '') : '';
    text = text.replaceAll(one.text, account);
  }
  return text.trim();
}

/** Those of others, named once each. */
function mentionsOf({ entities, recipient }: Activity): Mention[] {
  const all = (entities ?? []).flatMap((entity) => {
    const parsed = mention.safeParse(entity);
    return parsed.success && parsed.data.mentioned.id !== recipient?.id ? [parsed.data] : [];
  });
  return [...new Map(all.map((one) => [one.text, one])).values()];
}

/** Teams names whom it mentions by an id of the channel; the conversation's roster has the account. */
async function objectIdOf(turn: TurnContext, { mentioned }: Mention): Promise<string | null> {
  if (mentioned.aadObjectId) return mentioned.aadObjectId;
  if (turn.activity.channelId !== 'msteams') return null;
  try {
    const member: unknown = await TeamsInfo.getMember(turn, mentioned.id);
    const account = z.object({ aadObjectId: z.guid().optional(), objectId: z.guid().optional() }).parse(member);
    return account.aadObjectId ?? account.objectId ?? null;
  } catch {
    // Somebody who left, or a roster that does not answer: what was typed still says who is meant.
    return null;
  }
}
