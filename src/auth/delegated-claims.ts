import { z } from 'zod';
import { SignInNeededError } from './credentials';
import type { Identity } from './person';
import { claimsIn } from './token-claims';

/** The Skype and Teams Tenant Admin API. */
export const teamsResource = '48ac35b8-9aa8-4d74-927d-1f4a14a0b239';

/** Microsoft Graph in every cloud, where a token names it by its id. */
const graphId = '00000003-0000-0000-c000-000000000000';

const claims = z.object({
  tid: z.string(),
  oid: z.string().optional(),
  aud: z.string(),
  /** What somebody has agreed to: an application's own token has none. */
  scp: z.string().optional(),
  /** The application: version 2 and version 1 of tokens. */
  azp: z.string().optional(),
  appid: z.string().optional(),
});

/**
 * Whether these are tokens of that person in that tenant for these two services: what is connected with them acts as whomever they name.
 * The signature is Microsoft's to check, which it does at every call. Throws `SignInNeededError` (`other-account`), `Error` for what is no such token.
 */
export function checkOwn(
  tokens: { graph: string; teams: string },
  person: Pick<Identity, 'tenantId' | 'objectId'>,
  { graph }: { graph: string },
): void {
  checkOne(tokens.graph, person, [graph, `${graph}/`, graphId]);
  checkOne(tokens.teams, person, [teamsResource, `api://${teamsResource}`]);
}

/** Whether a token is that person's; or the application's own, where that is meant by its app id. Throws `SignInNeededError`. */
export function checkPerson(token: string, { tenantId, objectId }: Pick<Identity, 'tenantId' | 'objectId'>): void {
  const { tid, oid, scp, azp, appid } = claimsIn(token, claims);
  const owner = scp === undefined ? (azp ?? appid ?? oid) : oid;
  if (!same(tid, tenantId) || owner === undefined || !same(owner, objectId)) throw new SignInNeededError('other-account');
}

function checkOne(token: string, person: Pick<Identity, 'tenantId' | 'objectId'>, audiences: readonly string[]): void {
  checkPerson(token, person);
  const { aud } = claimsIn(token, claims);
  if (!audiences.some((one) => same(one, aud))) throw new Error('Entra ID gave a token for another service than was asked for.');
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
