import { Resolver } from 'node:dns';
import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { approvalsSchema } from './approvals/policy-schema';
import { accessFields, checkReferences } from './config-access';
import { sampleTenantId, teamsFields } from './config-teams';
import { languages } from './i18n/say';
import { policyKinds, policyKindsOn } from './resources/person-voice/policy-kinds';
import type { TenantModel } from './resources/tenant-model';

export const platforms = ['cloud-connector', 'direct-routing'] as const satisfies readonly TenantModel['platform'][];

export const backends = ['simulated', 'powershell-simulated', 'powershell'] as const;

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'an E.164 number such as "+14255550140"');

/** A name, never an address: what is looked at is found through DNS, or not at all. */
const fqdn = z
  .string()
  .max(253)
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/, 'a full name such as ap.contoso.com');

const dnsServer = z.string().refine(isDnsServer, 'the address of a DNS server, such as 10.0.0.53 or 10.0.0.53:5353');

const addressRange = z.string().refine(isRange, 'a range of IPv4 addresses, such as 10.20.0.0/16');

const siteSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'a country as two capital letters, such as US'),
  ranges: z.array(z.strictObject({ from: e164, to: e164 })).default([]),
  dialling: z.enum(['national', 'international']).default('national'),
  policies: z.strictObject({ national: z.string().min(1), international: z.string().min(1) }).optional(),
  grants: z.partialRecord(z.enum(policyKinds.map(({ fact }) => fact)), z.string().min(1)).default({}),
  location: z.guid().optional(),
  edge: fqdn.optional(),
  pool: fqdn.optional(),
  mediationServers: z.array(z.strictObject({ name: z.string().min(1).max(256), fqdn, address: z.ipv4().optional() })).default([]),
  gateways: z.array(z.strictObject({ fqdn, tlsPort: z.number().int().min(1).max(65535).default(5061) })).default([]),
});

const auditSchema = z.strictObject({
  /** Default: signing-key.pem in DATA_DIR; SIGNING_KEY_FILE in the environment wins. */
  signingKeyFile: z.string().min(1).optional(),
  /** Where the signed end of the chain is told; none by default. */
  checkpoints: z
    .strictObject({
      file: z.string().min(1).optional(),
      webhook: z.url({ protocol: /^https?$/, error: 'an address such as https://log.contoso.com/switchboard' }).optional(),
      everyEntries: z.number().int().positive().default(1_000),
      everyMinutes: z.number().positive().default(60),
    })
    .prefault({}),
});

/** switchboard.yaml. */
export const fileSchema = z
  .strictObject({
    tenant: z
      .strictObject({
        id: z.guid().toLowerCase().default(sampleTenantId),
        name: z.string().min(1).default('Contoso'),
        platform: z.enum(platforms).default('cloud-connector'),
        backend: z.enum(backends).default('simulated'),
        /** PowerShell 7: a path, or a name to be found on PATH. */
        pwsh: z.string().min(1).default('pwsh'),
        /** For the back end `powershell`: the folder or .psd1 of MicrosoftTeams, and the one version of it that is used. */
        teamsModule: z
          .strictObject({
            path: z.string().min(1),
            version: z.string().regex(/^\d+(\.\d+){1,3}(-[A-Za-z0-9.]+)?$/, 'a version such as 7.1.0'),
          })
          .optional(),
        sipDomains: z.array(fqdn).default([]),
      })
      .prefault({}),
    language: z.enum(languages).default('en'),
    sites: z.record(z.string().min(1).max(64), siteSchema).default({}).superRefine(oneSiteEach),
    ...accessFields,
    ...teamsFields,
    approvals: approvalsSchema.prefault({}),
    drafts: z.strictObject({ expireAfterHours: z.number().positive().default(24) }).prefault({}),
    audit: auditSchema.prefault({}),
    /** Days after which personal data is erased; without a number it is kept. */
    retention: z
      .strictObject({
        changes: z.number().positive().optional(),
        drafts: z.number().positive().optional(),
        readLog: z.number().positive().optional(),
        uploads: z.number().positive().optional(),
      })
      .prefault({}),
    directory: z.strictObject({ refreshEveryMinutes: z.number().nonnegative().default(30) }).prefault({}),
    numbers: z.strictObject({ coolForDays: z.number().nonnegative().default(30) }).prefault({}),
    checks: z.strictObject({ dnsServers: z.array(dnsServer).default([]), allowPrivate: z.array(addressRange).default([]) }).prefault({}),
  })
  .superRefine(checkReferences);

export type ConfigFile = z.infer<typeof fileSchema>;

/** What the file says of the tenant, for everything that reasons about it. */
export function modelOf({ tenant, sites }: ConfigFile, platform: TenantModel['platform']): TenantModel {
  return {
    platform,
    tenantId: tenant.id,
    tenantName: tenant.name,
    sipDomains: tenant.sipDomains,
    sites: Object.entries(sites).map(([name, { policies, grants, location, edge, pool, ...site }]) => ({
      name,
      ...site,
      policies: policies ?? { national: `${name}-National`, international: `${name}-International` },
      grants: Object.fromEntries(policyKindsOn(platform).flatMap(({ fact }) => (grants[fact] ? [[fact, grants[fact]]] : []))),
      location: location ?? null,
      edge: edge ?? null,
      pool: pool ?? null,
    })),
  };
}

/** A gateway speaks to the Mediation Servers of its own site alone, so that each stands at one site (facts: the guide's PSTN gateways). */
function oneSiteEach(sites: Record<string, z.infer<typeof siteSchema>>, context: z.RefinementCtx): void {
  const seenAt = new Map<string, string>();
  for (const [site, { gateways, mediationServers }] of Object.entries(sites)) {
    for (const { fqdn } of [...gateways, ...mediationServers]) {
      const before = seenAt.get(fqdn);
      if (before !== undefined) context.addIssue({ code: 'custom', path: [site], message: `${fqdn} already stands at ${before}` });
      seenAt.set(fqdn, site);
    }
  }
}

function isDnsServer(text: string): boolean {
  try {
    new Resolver().setServers([text]);
    return true;
  } catch {
    return false;
  }
}

function isRange(text: string): boolean {
  const [address = '', bits = ''] = text.split('/');
  return isIPv4(address) && /^\d{1,2}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= 32;
}
