import { randomBytes, randomUUID } from 'node:crypto';
import type { Entra } from './entra';

/** Somebody with a Teams client. */
export interface TeamsPerson {
  /** What Teams calls them to this bot: `29:…` */
  id: string;
  tenantId: string;
  objectId: string;
  name: string;
  upn: string;
  /** What their client gets for the bot without asking them: for `api://botid-<appId>`. */
  ssoToken(options?: { claims?: Record<string, unknown>; signedInAt?: Date; lifeSeconds?: number }): string;
}

export interface PersonOptions {
  objectId?: string;
  tenantId?: string;
  name?: string;
  upn?: string;
}

export function makePerson(entra: Entra, app: { tenantId: string; appId: string }, options: PersonOptions = {}): TeamsPerson {
  const { objectId = randomUUID(), tenantId = app.tenantId, name = 'Alex', upn = `${name.toLowerCase()}@contoso.com` } = options;
  return {
    id: `29:${randomBytes(24).toString('base64url')}`,
    tenantId,
    objectId,
    name,
    upn,
    ssoToken({ claims = {}, signedInAt = new Date(), lifeSeconds = 3600 } = {}) {
      const now = Math.floor(Date.now() / 1000);
      return entra.sign({
        iss: `${entra.url}/${tenantId}/v2.0`,
        aud: `api://botid-${app.appId}`,
        oid: objectId,
        sub: objectId,
        tid: tenantId,
        name,
        preferred_username: upn,
        scp: 'access_as_user',
        azp: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
        auth_time: Math.floor(signedInAt.getTime() / 1000),
        exp: now + lifeSeconds,
        ...claims,
      });
    },
  };
}
