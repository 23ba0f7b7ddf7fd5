import { z } from 'zod';

const fields = z.record(z.string(), z.json());

const site = z.strictObject({ name: z.string(), edgeFqdn: z.string(), enableAutoUpdate: z.boolean() });

const route = z.strictObject({
  name: z.string(),
  priority: z.number(),
  pattern: z.string(),
  usages: z.array(z.string()),
  gateways: z.array(z.string()),
  description: z.string().nullable(),
});

const rule = z.strictObject({ name: z.string(), pattern: z.string(), translation: z.string(), description: z.string() });

const location = z.strictObject({
  locationId: z.guid(),
  civicAddressId: z.guid(),
  location: z.string().nullable(),
  description: z.string(),
  companyName: z.string(),
  houseNumber: z.string(),
  streetName: z.string(),
  city: z.string(),
  stateOrProvince: z.string(),
  postalCode: z.string(),
  country: z.string(),
});

/** Everything of the tenant that is nobody's account and no number. */
export const settingsSchema = z.strictObject({
  domains: z.array(z.strictObject({ name: z.string(), verified: z.boolean(), isDefault: z.boolean(), isInitial: z.boolean() })),
  /** Bought seats by part number. What is used is counted. */
  seats: z.record(z.string(), z.number()),
  groups: z.record(z.guid(), z.strictObject({ name: z.string(), policies: z.record(z.string(), z.string()) })),
  sites: z.array(site),
  appliances: z.array(z.strictObject({ identity: z.string(), name: z.string(), siteName: z.string() })),
  hybrid: z.strictObject({
    peerDestination: z.string().nullable(),
    useOnPremDialPlan: z.boolean(),
    serviceInternalUrl: z.string().nullable(),
    serviceExternalUrl: z.string().nullable(),
  }),
  federation: z.strictObject({
    sharedSipAddressSpace: z.boolean(),
    allowFederatedUsers: z.boolean(),
    treatDiscoveredPartnersAsUnverified: z.boolean(),
  }),
  /** Kind → name (`Global` too) → the fields of that kind. */
  policies: z.record(z.string(), z.record(z.string(), fields)),
  usages: z.array(z.string()),
  routes: z.array(route),
  gateways: z.array(
    z.strictObject({ fqdn: z.string(), sipSignalingPort: z.number(), enabled: z.boolean(), description: z.string().nullable() }),
  ),
  /** Normalisation rules by dial plan; the plan itself is a policy of the kind TenantDialPlan. */
  dialRules: z.record(z.string(), z.array(rule)),
  locations: z.array(location),
});

export type Settings = z.infer<typeof settingsSchema>;
export type NormalizationRule = z.infer<typeof rule>;
export type LisLocation = z.infer<typeof location>;

export const settingsEdit = settingsSchema.partial();
