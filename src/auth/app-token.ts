import type { Clock } from '../clock';
import type { AccessToken, Entra } from './entra';

/** Switchboard's own token for a resource, by a scope such as `https://graph.microsoft.com/.default`. Throws `EntraError`. */
export type AppToken = (scope: string) => Promise<AccessToken>;

const renewBeforeMs = 5 * 60_000;

/** Asked of Entra once for all who need it, and again shortly before it ends. In memory only. */
export function createAppToken(entra: Pick<Entra, 'appToken'>, clock: Clock): AppToken {
  const kept = new Map<string, Promise<AccessToken>>();
  return async (scope) => {
    const before = kept.get(scope);
    const known = await before?.catch(() => null);
    if (known && known.expiresAt.getTime() - renewBeforeMs > clock.now().getTime()) return known;
    // Somebody else may have asked while we looked.
    const newer = kept.get(scope);
    if (newer && newer !== before) return newer;
    const asked = entra.appToken(scope);
    kept.set(scope, asked);
    return asked;
  };
}
