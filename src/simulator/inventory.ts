import { z } from 'zod';

/** A number the tenant knows without a person: bought, uploaded, held by a service, or blocked for a while. */
export const inventorySchema = z.strictObject({
  number: z.string(),
  type: z.enum(['DirectRouting', 'CallingPlan', 'OperatorConnect']),
  status: z.enum(['Unassigned', 'ConferenceAssigned', 'PolicyAssigned']),
  targetId: z.string().nullable(),
  blockedUntil: z.string().nullable(),
  locationId: z.guid().nullable(),
});

export type InventoryNumber = z.infer<typeof inventorySchema>;

export function seededInventory(): InventoryNumber[] {
  return [
    { number: '+14255550195', type: 'CallingPlan', status: 'Unassigned', targetId: null, blockedUntil: null, locationId: null },
    { number: '+14255550197', type: 'CallingPlan', status: 'ConferenceAssigned', targetId: null, blockedUntil: null, locationId: null },
  ];
}
