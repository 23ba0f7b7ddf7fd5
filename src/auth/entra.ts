import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, ManagedIdentityApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import type { AppProof, TeamsApp } from '../config-teams';
import { sendHttp } from '../http-client';

/** Switchboard's own token for a resource, by a scope such as `https://graph.microsoft.com/.default`. In memory only. */
export type AppToken = (scope: string) => Promise<{ token: string; expiresAt: Date }>;

/** The tokens that Switchboard has as an application: asked of Entra once, and again shortly before they end. */
export function createAppToken(app: TeamsApp, timeoutMs = 10_000): AppToken {
  const networkClient = entraClient(app.endpoints.login, timeoutMs);
  if (app.proof.kind === 'managed-identity') {
    const identity = new ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId: app.appId },
      system: { networkClient },
    });
    return async (scope) => tokenIn(await identity.acquireToken({ resource: scope.replace(/\/\.default$/, '') }));
  }
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: app.appId,
      authority: `${overTls(app.endpoints.login)}/${app.tenantId}`,
      // Entra is where the configuration says: nobody else is asked whether it is.
      knownAuthorities: [new URL(app.endpoints.login).host],
      ...proofOf(app.proof),
    },
    system: { networkClient },
  });
  return async (scope) => tokenIn(await application.acquireTokenByClientCredential({ scopes: [scope] }));
}

function tokenIn(result: { accessToken: string; expiresOn: Date | null } | null): { token: string; expiresAt: Date } {
  if (!result?.expiresOn) throw new Error('Entra gave no token.');
  return { token: result.accessToken, expiresAt: result.expiresOn };
}

function proofOf(proof: Exclude<AppProof, { kind: 'managed-identity' }>) {
  if (proof.kind === 'secret') return { clientSecret: proof.secret };
  const certificate = new X509Certificate(proof.pem);
  const privateKey = createPrivateKey(proof.pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  const thumbprintSha256 = certificate.fingerprint256.replaceAll(':', '');
  return { clientCertificate: { thumbprintSha256, privateKey, x5c: certificate.toString() } };
}

/** msal's requests, each with a time limit. msal speaks of TLS alone; where the configuration names an address without (a test), so do they go. */
function entraClient(login: string, timeoutMs: number): INetworkModule {
  const send = async (url: string, method: string, { headers = {}, body }: NetworkRequestOptions = {}) => {
    const there = url.startsWith(overTls(login)) ? login + url.slice(overTls(login).length) : url;
    const answer = await sendHttp(there, { method, headers, body, timeoutMs });
    const known = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    // msal declares what it reads of each answer and checks it itself.
    return { status: answer.status, headers: Object.fromEntries(known), body: bodyOf(answer.body) as never };
  };
  return {
    sendGetRequestAsync: (url, options) => send(url, 'GET', options),
    sendPostRequestAsync: (url, options) => send(url, 'POST', options),
  };
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function overTls(url: string): string {
  return url.replace(/^http:/, 'https:');
}
