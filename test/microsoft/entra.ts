import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { decode, JsonWebTokenError, verify, type JwtPayload } from 'jsonwebtoken';
import { makeKey, type Claims } from './keys';
import { serve, type Answered, type Asked } from './serve';

/** What Entra does with somebody instead of giving a token. */
export type Behaviour =
  /** AADSTS65001 */
  | { kind: 'consent' }
  /** Conditional Access: `interaction_required` with these claims. */
  | { kind: 'claims'; claims: string }
  /** AADSTS500133: what was handed in is over. */
  | { kind: 'expired' }
  /** 429 with `Retry-After` in seconds. */
  | { kind: 'throttled'; seconds: number }
  /** The token is of another tenant. */
  | { kind: 'foreign-tenant'; tenantId: string }
  /** The token is somebody else's. */
  | { kind: 'other-person'; objectId: string };

export interface Entra {
  url: string;
  asked: string[];
  /** PEM of the key that its tokens are checked with. */
  publicKey: string;
  /** Every token that was given out. */
  issued: string[];
  /** Of which asker, and for what, each token was given out. */
  grants: { grant: 'app' | 'on-behalf-of'; objectId: string | null; scope: string }[];
  /** Signed by Entra; `iat`, `nbf` and `exp` (an hour) are set unless given. */
  sign(claims: Claims): string;
  /** Throws when Entra did not sign it, or its time is over. */
  verify(token: string, audience: readonly string[]): JwtPayload;
  /** From now on, for one person (object id), or for the application itself (its id). Null: as usual again. */
  behave(id: string, behaviour: Behaviour | null, options?: { times?: number }): void;
  /** How long tokens for an audience last, in seconds. 3600 unless told. */
  lifetime(audience: string, seconds: number): void;
  /** What the application's own tokens say that it may: permissions, and roles of Entra by their template ids. */
  granted: { roles: string[]; wids: string[] };
  /** By how much Entra's clock is ahead of ours. */
  skew(ms: number): void;
  close(): Promise<void>;
}

export interface EntraOptions {
  tenantId: string;
  appId: string;
  secret: string;
  marker: string;
  /** PEM; assertions that are signed with its key are taken instead of the secret. */
  certificate?: string | undefined;
}

const teamsResource = '48ac35b8-9aa8-4d74-927d-1f4a14a0b239';

/** What somebody has agreed to, where `.default` is asked for. */
const agreed: Record<string, string> = { [teamsResource]: 'user_impersonation' };

export async function openEntra({ tenantId, appId, secret, marker, certificate }: EntraOptions): Promise<Entra> {
  const key = makeKey();
  const issued: string[] = [];
  const grants: Entra['grants'] = [];
  const behaviours = new Map<string, { behaviour: Behaviour; times: number }>();
  const lifetimes = new Map<string, number>();
  const granted: Entra['granted'] = { roles: ['GroupMember.Read.All', 'User.ReadBasic.All'], wids: [] };
  let skewMs = 0;
  const seconds = (): number => Math.floor((Date.now() + skewMs) / 1000);

  const signed: Entra['sign'] = (claims) => {
    const now = seconds();
    const token = key.sign({ iat: now, nbf: now, exp: now + 3600, tid: tenantId, uti: randomUUID(), ver: '2.0', marker, ...claims });
    issued.push(token);
    return token;
  };
  const verified: Entra['verify'] = (token, audience) => {
    const claims = verify(token, key.publicPem, { algorithms: ['RS256'], clockTimestamp: seconds(), audience: [...audience] as [string] });
    if (typeof claims === 'string') throw new Error('no claims');
    return claims;
  };

  const behaviourOf = (id: string): Behaviour | null => {
    const found = behaviours.get(id);
    if (!found) return null;
    if (--found.times <= 0) behaviours.delete(id);
    return found.behaviour;
  };

  function answerWith(claims: Claims, scope: string, idToken: Claims | null): Answered {
    const audience = audienceOf(scope);
    const life = lifetimes.get(audience) ?? 3600;
    const token = signed({ iss: `${server.url}/${String(claims.tid ?? tenantId)}/v2.0`, aud: audience, ...claims, exp: seconds() + life });
    return {
      status: 200,
      json: {
        token_type: 'Bearer',
        scope,
        expires_in: life,
        ext_expires_in: life,
        access_token: token,
        ...(idToken && {
          id_token: signed({ iss: `${server.url}/${tenantId}/v2.0`, aud: appId, ...idToken }),
          client_info: Buffer.from(JSON.stringify({ uid: idToken.oid, utid: idToken.tid })).toString('base64url'),
        }),
      },
    };
  }

  function onBehalfOf(form: URLSearchParams, scope: string): Answered {
    const assertion = form.get('assertion') ?? '';
    const claimed = decode(assertion, { json: true });
    if (claimed && claimed.tid !== tenantId) return refused(400, 'invalid_grant', 50020, 'User account from another tenant.');
    let person: JwtPayload;
    try {
      person = verified(assertion, [appId, `api://botid-${appId}`, `api://${appId}`]);
    } catch (error) {
      const message = error instanceof JsonWebTokenError ? error.message : String(error);
      return message.includes('expired')
        ? refused(400, 'invalid_grant', 500133, 'Assertion is not within its valid time range.')
        : refused(400, 'invalid_grant', 50013, `Assertion failed signature or audience validation: ${message}.`);
    }
    const objectId = String(person.oid);
    const behaviour = behaviourOf(objectId);
    const refusal = behaviour && refusalOf(behaviour);
    if (refusal) return refusal;
    grants.push({ grant: 'on-behalf-of', objectId, scope });
    const who = {
      oid: behaviour?.kind === 'other-person' ? behaviour.objectId : objectId,
      tid: behaviour?.kind === 'foreign-tenant' ? behaviour.tenantId : tenantId,
      preferred_username: person.preferred_username,
    };
    const audience = audienceOf(scope);
    const scp = scope.endsWith('/.default') ? (agreed[audience] ?? 'User.Read.All') : scope.slice(audience.length + 1);
    return answerWith({ ...who, sub: who.oid, azp: appId, scp, auth_time: person.auth_time }, scope, who);
  }

  function token({ body, path }: Asked): Answered {
    const form = new URLSearchParams(body);
    if (form.get('client_id') !== appId) return refused(400, 'unauthorized_client', 700016, 'Application was not found in the directory.');
    const proof = form.get('client_assertion');
    if (proof === null ? form.get('client_secret') !== secret : !provesApp(proof, path))
      return refused(401, 'invalid_client', proof === null ? 7000215 : 700027, 'The proof of the application is not valid.');
    const scope = (form.get('scope') ?? '').split(' ').find((one) => one.includes('/'));
    if (scope === undefined) return refused(400, 'invalid_scope', 70011, 'The scope is not valid.');
    if (form.get('grant_type') === 'client_credentials') {
      const refusal = refusalOf(behaviourOf(appId));
      if (refusal) return refusal;
      grants.push({ grant: 'app', objectId: null, scope });
      return answerWith({ azp: appId, appid: appId, oid: appId, sub: appId, idtyp: 'app', ...granted }, scope, null);
    }
    if (form.get('requested_token_use') === 'on_behalf_of') return onBehalfOf(form, scope);
    return refused(400, 'unsupported_grant_type', 70003, 'The grant type is not supported.');
  }

  /** Signed by the certificate's key, naming it by its thumbprint, by the application for itself, for this very address. */
  function provesApp(proof: string, path: string): boolean {
    if (certificate === undefined) return false;
    const known = new X509Certificate(certificate);
    const thumbprint = createHash('sha256').update(known.raw).digest('base64url');
    const header = decode(proof, { complete: true })?.header as Record<string, unknown> | undefined;
    if (header?.['x5t#S256'] !== thumbprint) return false;
    try {
      const claims = verify(proof, known.publicKey.export({ type: 'spki', format: 'pem' }), {
        algorithms: ['RS256', 'PS256'],
        issuer: appId,
        subject: appId,
        clockTimestamp: seconds(),
        // As Entra has; msal rounds the second up.
        clockTolerance: 300,
      });
      return typeof claims !== 'string' && String(claims.aud).endsWith(`${new URL(server.url).host}${path}`);
    } catch {
      return false;
    }
  }

  const server = await serve((asked) => {
    const [, tenant = '', ...rest] = asked.path.split('/');
    const what = `${asked.method} ${rest.join('/')}`;
    if (tenant === 'common' && what === 'GET discovery/instance') return { status: 200, json: instanceAt(overTls(server.url), tenantId) };
    if (tenant !== tenantId) return refused(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);
    if (what === 'GET v2.0/.well-known/openid-configuration') return { status: 200, json: metadataAt(overTls(server.url), tenantId) };
    if (what === 'GET discovery/v2.0/keys') return { status: 200, json: { keys: [key.jwk()] } };
    if (what === 'POST oauth2/v2.0/token') return token(asked);
    return { status: 404 };
  });

  return {
    url: server.url,
    publicKey: key.publicPem,
    asked: server.asked,
    issued,
    grants,
    sign: signed,
    verify: verified,
    behave: (id, behaviour, { times = Infinity } = {}) =>
      behaviour === null ? void behaviours.delete(id) : void behaviours.set(id, { behaviour, times }),
    granted,
    lifetime: (audience, life) => void lifetimes.set(audience, life),
    skew: (ms) => void (skewMs = ms),
    close: server.close,
  };
}

/** `https://graph.microsoft.com/User.Read.All` is asked of `https://graph.microsoft.com`. */
function audienceOf(scope: string): string {
  return scope.slice(0, scope.lastIndexOf('/'));
}

function refusalOf(behaviour: Behaviour | null): Answered | null {
  switch (behaviour?.kind) {
    case 'consent':
      return refused(400, 'invalid_grant', 65001, 'The user or administrator has not consented to use the application.');
    case 'claims':
      return refused(400, 'interaction_required', 50076, 'You must use multi-factor authentication.', {
        suberror: 'basic_action',
        claims: behaviour.claims,
      });
    case 'expired':
      return refused(400, 'invalid_grant', 500133, 'Assertion is not within its valid time range.');
    case 'throttled':
      return {
        ...refused(429, 'temporarily_unavailable', 90055, 'Too many requests.'),
        headers: { 'retry-after': String(behaviour.seconds) },
      };
    default:
      return null;
  }
}

function refused(status: number, error: string, code: number, text: string, more: Record<string, unknown> = {}): Answered {
  const trace = { timestamp: new Date().toISOString(), trace_id: randomUUID(), correlation_id: randomUUID() };
  return { status, json: { error, error_description: `AADSTS${code}: ${text}`, error_codes: [code], ...trace, ...more } };
}

/** Entra says of itself that it speaks TLS, and msal believes nothing else: whoever runs msal here sends its requests without. */
function overTls(url: string): string {
  return url.replace('http:', 'https:');
}

function metadataAt(url: string, tenantId: string): unknown {
  return {
    token_endpoint: `${url}/${tenantId}/oauth2/v2.0/token`,
    authorization_endpoint: `${url}/${tenantId}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${url}/${tenantId}/oauth2/v2.0/logout`,
    jwks_uri: `${url}/${tenantId}/discovery/v2.0/keys`,
    issuer: `${url}/${tenantId}/v2.0`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
  };
}

function instanceAt(url: string, tenantId: string): unknown {
  const { host } = new URL(url);
  return {
    tenant_discovery_endpoint: `${url}/${tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
