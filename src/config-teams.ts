import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The part of the configuration that says how Switchboard is reached in Teams, and as which application. */

const address = z
  .url({ protocol: /^https?$/, error: 'an address such as https://login.microsoftonline.com' })
  .transform((url) => url.replace(/\/+$/, ''));

const secureAddress = z.url({ protocol: /^https$/, error: 'an address such as https://contoso.com/privacy' }).max(2048);

/** The tenant of the sample configuration, which is simulated. */
export const sampleTenantId = '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00';

/** Where Microsoft is: the public cloud unless the file says otherwise (a government cloud, a test). */
const endpointsSchema = z.strictObject({
  /** Entra: tokens are had at `<login>/<tenant>/oauth2/v2.0/token`. */
  login: address.default('https://login.microsoftonline.com'),
  graph: address.default('https://graph.microsoft.com'),
  /** The Bot Framework's own keys and issuer for what channels send to bots. */
  botOpenId: address.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  botIssuer: z.string().min(1).default('https://api.botframework.com'),
  /** The Bot Framework token service. */
  tokenService: address.default('https://token.botframework.com'),
  /** Where people's files are: what they send us is read there, and what they ask for is put there. */
  files: z.array(z.string().min(1)).default(['*.sharepoint.com', '*.sharepoint.us', '*.sharepoint-mil.us']),
  /** Where answers may go. A host, or `*.` and the end of one. Whole names under trafficmanager.net: anybody can have one there. */
  connectors: z.array(z.string().min(1)).default(['smba.trafficmanager.net', '*.teams.microsoft.com', '*.teams.cloud.microsoft']),
});

export const teamsFields = {
  teams: z
    .strictObject({
      /** With one, Switchboard is in production: signed requests alone, no local page. MICROSOFT_APP_ID in the environment wins. */
      appId: z.guid('the application (client) id of the app registration').toLowerCase().optional(),
      /** Where people's browsers reach this server. Without it nobody can be led to a stronger, a fresh sign-in or to consent by a link of ours. */
      address: address.optional(),
      /** What the app package says of it. */
      package: z
        .strictObject({
          name: z.string().min(1).max(30).default('Switchboard'),
          developer: z.string().min(1).max(32).optional(),
          website: secureAddress.optional(),
          privacy: secureAddress.optional(),
          terms: secureAddress.optional(),
        })
        .prefault({}),
      /** The name of the OAuth connection of the bot resource. */
      connection: z.string().min(1).max(64).default('Teams'),
      /** Channels that are heard; any other one is refused. */
      channels: z
        .array(z.enum(['msteams']))
        .min(1)
        .default(['msteams']),
      endpoints: endpointsSchema.prefault({}),
    })
    .prefault({}),
  credentials: z
    .strictObject({
      /** New tokens are asked for this long before the earlier one ends: no command begins with less. */
      renewBeforeMinutes: z.number().min(1).max(30).default(10),
      /** Whoever confirms or approves a risky change signed in no longer ago than this. */
      freshSignInMinutes: z.number().positive().default(60),
      /** `app`: Switchboard's own identity reads for people without a role of Microsoft's. Reads only, and audited. */
      reader: z.enum(['none', 'app']).default('none'),
    })
    .prefault({}),
};

export const teamsEnvironment = {
  MICROSOFT_APP_ID: z.guid('the application (client) id of the app registration').toLowerCase().optional(),
  MICROSOFT_APP_PASSWORD: z.string().min(1).optional(),
  MICROSOFT_APP_PASSWORD_FILE: z.string().min(1).optional(),
  /** A PEM file with certificate and private key. */
  MICROSOFT_APP_CERTIFICATE_FILE: z.string().min(1).optional(),
  /** `true`: that of this machine; or the client id of one that the machine has been given. */
  MICROSOFT_APP_MANAGED_IDENTITY: z.union([z.enum(['true', 'false']), z.guid('true, or the client id of a managed identity')]).optional(),
};

type TeamsPart = { [Name in keyof typeof teamsFields]: z.infer<(typeof teamsFields)[Name]> };
type TeamsEnvironment = z.infer<z.ZodObject<typeof teamsEnvironment>>;

/** How the application proves itself to Entra. */
export type AppProof =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; pem: string }
  /** Which the application trusts by a federated credential. `clientId` null: the one that the machine itself has. */
  | { kind: 'managed-identity'; clientId: string | null };

/** Switchboard as an application of the tenant. */
export interface TeamsApp {
  appId: string;
  tenantId: string;
  proof: AppProof;
  connection: string;
  /** Null: no browser reaches it. */
  address: string | null;
  channels: readonly string[];
  endpoints: z.infer<typeof endpointsSchema>;
}

/** Null: no app id, and so local mode. Adds a problem for a proof that is missing, given twice or cannot be read. */
export function teamsAppOf({ teams }: TeamsPart, env: TeamsEnvironment, tenantId: string, problems: string[]): TeamsApp | null {
  const { appId: written, address: reached = null, ...rest } = teams;
  const appId = env.MICROSOFT_APP_ID ?? written;
  if (appId === undefined) return null;
  if (tenantId === sampleTenantId)
    problems.push('tenant.id: with an app id, Switchboard works for your tenant: write its id in place of that of the sample.');
  const proof = proofOf(env, problems);
  return proof && { appId, tenantId, proof, address: reached, ...rest };
}

function proofOf(env: TeamsEnvironment, problems: string[]): AppProof | null {
  const given = proofs.filter(({ name }) => env[name] !== undefined && env[name] !== 'false');
  const [one] = given;
  if (!one || given.length > 1) {
    const names = proofs.map(({ name }) => name).join(', ');
    problems.push(
      one
        ? `environment: ${given.map(({ name }) => name).join(' and ')} are both given: keep one of them.`
        : `environment: an app id is configured, but nothing to prove it with: set one of ${names}.`,
    );
    return null;
  }
  try {
    return one.read(String(env[one.name]));
  } catch {
    problems.push(`environment: ${one.name}: the file cannot be read.`);
    return null;
  }
}

const proofs: { name: keyof TeamsEnvironment; read(value: string): AppProof }[] = [
  { name: 'MICROSOFT_APP_PASSWORD', read: (secret) => ({ kind: 'secret', secret }) },
  { name: 'MICROSOFT_APP_PASSWORD_FILE', read: (file) => ({ kind: 'secret', secret: readFileSync(file, 'utf8').trim() }) },
  { name: 'MICROSOFT_APP_CERTIFICATE_FILE', read: (file) => ({ kind: 'certificate', pem: readFileSync(file, 'utf8') }) },
  { name: 'MICROSOFT_APP_MANAGED_IDENTITY', read: (id) => ({ kind: 'managed-identity', clientId: id === 'true' ? null : id }) },
];
