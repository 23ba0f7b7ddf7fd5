import { createPrivateKey, X509Certificate } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ConfidentialClientApplication,
  ManagedIdentityApplication,
  type AuthenticationResult,
  type Configuration,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { z } from 'zod';
import type { Clock } from '../clock';
import type { TeamsApp } from '../config-teams';
import { sendHttp } from '../http-client';
import { retryAfterMs } from '../retry-after';
import { SignInNeededError, type SignInReason } from './credentials';

/** A token and when it ends by our own clock. Secret. */
export interface AccessToken {
  token: string;
  expiresAt: Date;
}

/** Switchboard's own token for a resource, by a scope such as `https://graph.microsoft.com/.default`. Throws `EntraError`. */
export type AppToken = (scope: string) => Promise<AccessToken>;

/** Entra ID, asked as the application of the configuration. Both throw `EntraError`; no error ever holds a token. */
export interface Entra {
  /** Kept in memory until shortly before it ends. */
  appToken: AppToken;
  /** For the person who proved themselves with this. Nothing is kept. Throws `SignInNeededError` when only they can help. */
  onBehalfOf(assertion: string, scope: string): Promise<AccessToken>;
}

/** Entra gave no token. The message holds its codes and the id by which Microsoft finds the case, nothing of what was sent. */
export class EntraError extends Error {
  constructor(
    message: string,
    /** Refused for now alone: after how long to ask again, in milliseconds. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'EntraError';
  }
}

const timeoutMs = 15_000;
/** A pause that somebody who waits for an answer can bear; a longer one is theirs to plan. */
const longestPauseMs = 5_000;
const maxAttempts = 3;

export function createEntra({ app, clock }: { app: Pick<TeamsApp, 'appId' | 'tenantId' | 'proof' | 'endpoints'>; clock: Clock }): Entra {
  const { login } = app.endpoints;
  const proof = proofOf(app);
  return {
    appToken: (scope) => ask((client) => client.acquireTokenByClientCredential({ scopes: [scope], skipCache: true }), refusedApp),
    onBehalfOf: (oboAssertion, scope) =>
      ask((client) => client.acquireTokenOnBehalfOf({ oboAssertion, scopes: [scope], skipCache: true }), refusedPerson),
  };

  /** A client for one request: what msal caches goes with it. */
  async function ask(
    acquire: (client: ConfidentialClientApplication) => Promise<AuthenticationResult | null>,
    refused: (answer: NetworkResponse<unknown>) => Error,
  ): Promise<AccessToken> {
    for (let attempt = 1; ; attempt += 1) {
      const wire = createWire(login);
      const client = new ConfidentialClientApplication({
        auth: { clientId: app.appId, ...proof, ...authorityOf(login, app.tenantId) },
        system: { networkClient: wire.network, loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false } },
      });
      const token = await acquire(client).then(
        (result) => result?.accessToken,
        () => undefined,
      );
      const answer = wire.last();
      if (token !== undefined && answer?.status === 200)
        return { token, expiresAt: new Date(clock.now().getTime() + given.parse(answer.body).expires_in * 1_000) };
      const problem = answer === null ? new EntraError('Entra ID cannot be reached, or did not answer in time.') : refused(answer);
      const waitMs = problem instanceof EntraError ? problem.retryAfterMs : null;
      if (waitMs === null || waitMs > longestPauseMs || attempt === maxAttempts) throw problem;
      await pause(waitMs * (1 + Math.random() / 4));
    }
  }
}

/** Said to msal, which would ask for it: one request less for each token, and no other host is ever spoken to. */
function authorityOf(login: string, tenantId: string) {
  const secure = overTls(login);
  const authority = `${secure}/${tenantId}`;
  return {
    authority,
    knownAuthorities: [new URL(secure).host],
    authorityMetadata: JSON.stringify({
      issuer: `${authority}/v2.0`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    }),
  };
}

/** msal takes an authority over TLS alone; where the configuration says otherwise (a test), the wire speaks as the configuration says. */
function overTls(url: string): string {
  return url.replace(/^http:/, 'https:');
}

interface Wire {
  network: INetworkModule;
  /** The last answer that came, null when none did. */
  last(): NetworkResponse<unknown> | null;
}

function createWire(login: string): Wire {
  const secure = `${overTls(login)}/`;
  let last: NetworkResponse<unknown> | null = null;
  const send = async <T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
    if (!url.startsWith(secure)) throw new EntraError('Another host than that of the configuration was asked for.');
    last = null;
    const { status, headers, body } = await sendHttp(`${login}/${url.slice(secure.length)}`, {
      method,
      headers: options?.headers ?? {},
      body: options?.body,
      timeoutMs,
    });
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const answer = { status, headers: plain, body: bodyOf(body) };
    last = answer;
    return answer as NetworkResponse<T>; // msal says what it expects and checks it itself
  };
  return {
    network: {
      sendGetRequestAsync: (url, options) => send('GET', url, options),
      sendPostRequestAsync: (url, options) => send('POST', url, options),
    },
    last: () => last,
  };
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const given = z.object({ expires_in: z.coerce.number() });

const refusal = z.object({
  error: z.string().max(64).catch('no reason given'),
  error_codes: z.array(z.number()).catch([]),
  claims: z.string().nullish().catch(null),
  trace_id: z.string().max(64).nullish().catch(null),
});

/** `interaction_required` says that a sign-in helps, the number which kind (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const reasons: readonly { reason: SignInReason; codes: readonly number[] }[] = [
  { reason: 'consent', codes: [65001, 65004, 90094, 90008] },
  { reason: 'claims', codes: [50072, 50074, 50076, 50079, 50097, 50125, 50131, 50158, 53000, 53001, 53003, 53004, 530032, 530034] },
  { reason: 'other-account', codes: [50020, 50034, 50178, 51004, 90002, 90072, 700016, 500021] },
  { reason: 'signed-out', codes: [50013, 50078, 50089, 50132, 50133, 50173, 70008, 70043, 70044, 500131, 500133, 700024, 700082, 700084] },
];

function refusedPerson(answer: NetworkResponse<unknown>): Error {
  const { error, error_codes: codes, claims } = refusal.parse(answer.body);
  const known = reasons.find((one) => one.codes.some((code) => codes.includes(code)));
  if (known) return new SignInNeededError(known.reason, claims ?? null);
  if (error === 'interaction_required') return new SignInNeededError(claims ? 'claims' : 'signed-out', claims ?? null);
  return refusedApp(answer);
}

/** No person's sign-in helps the application itself. */
function refusedApp({ status, body, headers }: NetworkResponse<unknown>): EntraError {
  const { error, error_codes: codes, trace_id: trace } = refusal.parse(body);
  const said = [error, ...codes.map((code) => `AADSTS${code}`), ...(trace ? [`trace ${trace}`] : [])].join(', ');
  const busy = status === 429 || status >= 500 || error === 'temporarily_unavailable';
  return new EntraError(`Entra ID gave no token (${status}: ${said}).`, busy ? (retryAfterMs(headers['retry-after']) ?? 1_000) : null);
}

/** How the application proves itself, as msal wants it. Throws an `Error` for a certificate that cannot be used. */
function proofOf({ proof }: Pick<TeamsApp, 'proof'>): Partial<Configuration['auth']> {
  switch (proof.kind) {
    case 'secret':
      return { clientSecret: proof.secret };
    case 'certificate':
      return { clientCertificate: certificateOf(proof.pem) };
    case 'managed-identity': {
      // The application trusts the identity of the machine by a federated credential: no secret anywhere.
      const { clientId } = proof;
      const machine = new ManagedIdentityApplication(
        clientId === null ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } },
      );
      return { clientAssertion: async () => (await machine.acquireToken({ resource: 'api://AzureADTokenExchange' })).accessToken };
    }
  }
}

function certificateOf(pem: string) {
  const certificate = new X509Certificate(pem);
  const key = createPrivateKey(pem);
  if (!certificate.checkPrivateKey(key)) throw new Error('MICROSOFT_APP_CERTIFICATE_FILE: the private key is not that of the certificate.');
  return {
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    x5c: certificate.toString(),
  };
}
