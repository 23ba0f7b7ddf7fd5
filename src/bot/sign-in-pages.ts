import { TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import type { Request, Response, Server } from 'restify';
import type { Identity } from '../auth/person';
import type { TeamsApp } from '../config-teams';
import type { SignInStanding } from '../dialogs/conversation';
import { languageOf, type Language } from '../i18n/say';
import type { Database } from '../store/database';
import { findReachable } from '../store/reachable';
import { signInAsked, type SignInAsked } from '../store/sign-ins';
import type { Log } from './log';
import { signInPage, type SignInOutcome } from './sign-in-page';
import { isMore, needOf } from './sign-ins';
import type { TokenService } from './token-service';

/**
 * The way to what a plain sign-in does not ask for: `/sign-in` leads to Entra with the claims of Conditional Access, for consent, or for a fresh proof.
 * Entra leads back to `/signed-in`, from where the token service's own sign-in follows in the same browser, which is now proved well enough, and ends in
 * Teams by itself. Here no code is redeemed and no token seen: what Entra appends to the address is left unread.
 */
export function addSignInPages(
  routes: Server,
  {
    app,
    database,
    service,
    standing,
    language,
    log,
  }: {
    app: Pick<TeamsApp, 'appId' | 'tenantId' | 'endpoints'> & { address: string };
    database: Database;
    service: Pick<TokenService, 'ways'>;
    /** What somebody needs now. */
    standing(person: Identity): Promise<SignInStanding>;
    language: () => Language;
    log: Log;
  },
): void {
  const back = `${app.address}/signed-in`;
  const secure = app.address.startsWith('https:') ? '; Secure' : '';

  routes.get('/sign-in', async (request: Request, response: Response) => {
    guard(response);
    const asked = await askedIn(request, 'of');
    const reason = asked && needOf(asked.reason);
    if (!asked || !reason || !isMore(reason)) return page(request, response, 410, 'gone');
    const claims = reason === 'claims' ? await claimsOf(asked) : null;
    const authorize = new URL(`${app.endpoints.login}/${app.tenantId}/oauth2/v2.0/authorize`);
    const parameters: Record<string, string> = {
      client_id: app.appId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: back,
      state: asked.nonce,
    };
    for (const [name, value] of Object.entries({ ...parameters, ...asking[reason], ...(claims !== null && { claims }) }))
      authorize.searchParams.set(name, value);
    // Whoever comes back is the browser that left.
    response.header('Set-Cookie', `sign-in=${asked.nonce}; Path=/signed-in; HttpOnly; SameSite=Lax; Max-Age=900${secure}`);
    redirect(response, authorize.href);
  });

  routes.get('/signed-in', async (request: Request, response: Response) => {
    guard(response);
    response.header('Set-Cookie', `sign-in=; Path=/signed-in; HttpOnly; SameSite=Lax; Max-Age=0${secure}`);
    const asked = await askedIn(request, 'state');
    if (!asked || !cookies(request).includes(`sign-in=${asked.nonce}`)) return page(request, response, 400, 'gone');
    if (queryOf(request).has('error')) return page(request, response, 200, 'refused');
    const place = await findReachable(database.db, asked.person);
    if (!place) return page(request, response, 200, 'done');
    try {
      const reference = JSON.parse(place.reference) as Partial<ConversationReference>;
      const activity = TurnContext.applyConversationReference({ type: 'event' }, reference, true);
      redirect(response, (await service.ways(activity as Activity)).link);
    } catch (error) {
      log.warn({ err: error }, 'the sign-in could not be led on to the token service');
      page(request, response, 200, 'done');
    }
  });

  async function askedIn(request: Request, parameter: string): Promise<SignInAsked | null> {
    const nonce = queryOf(request).get(parameter);
    return nonce === null ? null : signInAsked(database.db, { nonce });
  }

  /** They are not kept: Entra is asked anew, and names them anew. */
  async function claimsOf({ person }: SignInAsked): Promise<string | null> {
    const [tenantId = '', objectId = ''] = person.split('|');
    const now = await standing({ tenantId, objectId, name: '' });
    return now.needed === null ? null : now.claims;
  }

  function page(request: Request, response: Response, status: number, what: SignInOutcome): void {
    const spoken = languageOf(String(request.headers['accept-language'] ?? '').split(/[,;]/)[0]) ?? language();
    response.header('Content-Type', 'text/html; charset=utf-8');
    response.sendRaw(status, signInPage(spoken, what));
  }
}

const asking: Record<'claims' | 'consent' | 'fresh', Record<string, string>> = {
  claims: { scope: 'openid' },
  // `.default` shows everything that the app registration asks for, of whichever service.
  consent: { scope: 'https://graph.microsoft.com/.default', prompt: 'consent' },
  fresh: { scope: 'openid', prompt: 'login' },
};

/** The address may end in a code of Entra's: it is kept nowhere and handed on to nobody. */
function guard(response: Response): void {
  response.header('Cache-Control', 'no-store');
  response.header('Referrer-Policy', 'no-referrer');
  response.header('X-Content-Type-Options', 'nosniff');
  response.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
}

function redirect(response: Response, to: string): void {
  response.header('Location', to);
  response.sendRaw(302, '');
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.url ?? '/', 'http://any').searchParams;
}

function cookies(request: Request): string[] {
  return String(request.headers.cookie ?? '')
    .split(';')
    .map((one) => one.trim());
}
