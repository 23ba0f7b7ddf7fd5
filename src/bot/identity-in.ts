import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Identity } from '../auth/person';

const id = z.guid().toLowerCase();
const placed = z.looseObject({
  conversation: z.looseObject({ tenantId: id.nullish() }),
  channelData: z.looseObject({ tenant: z.looseObject({ id }).nullish() }).nullish(),
});
const account = z.looseObject({ from: z.looseObject({ aadObjectId: id, name: z.string().nullish() }) });

/**
 * Who is behind an activity of Teams: the Entra account that the channel names, under the signature of its request. Null when it names none, or two
 * tenants. In a channel that is shared with another tenant the account may be one of theirs: it is known here as little as any stranger.
 */
export function identityIn(activity: Activity): Identity | null {
  const tenantId = tenantIn(activity);
  const parsed = account.safeParse(activity);
  if (tenantId === null || !parsed.success) return null;
  const { aadObjectId, name } = parsed.data.from;
  return { tenantId, objectId: aadObjectId, name: name ?? aadObjectId };
}

/** Whether an activity is of this tenant; what somebody says or clicks has to say also who they are. */
export function isOfTenant(activity: Activity, tenantId: string): boolean {
  const isSpoken = activity.type === 'message' || activity.type === 'invoke';
  return (isSpoken ? identityIn(activity)?.tenantId : tenantIn(activity)) === tenantId;
}

function tenantIn(activity: Activity): string | null {
  const parsed = placed.safeParse(activity);
  if (!parsed.success) return null;
  const { conversation, channelData } = parsed.data;
  const [tenant, another] = new Set([conversation.tenantId, channelData?.tenant?.id].filter((one) => typeof one === 'string'));
  return tenant !== undefined && another === undefined ? tenant : null;
}
