import type { Clock } from '../clock';
import { SignInNeededError, type Credentials, type DelegatedTokens, type UserTokens } from './credentials';
import { checkOwn, checkPerson, teamsResource } from './delegated-claims';
import type { Entra } from './entra';
import { accountKey, type Identity } from './person';

interface Held {
  tokens: DelegatedTokens;
  renewAt: number;
}

/**
 * The two tokens of each person, in memory only, asked for at the same moment so that they end together. One request of a person is under way at a
 * time; whoever comes meanwhile gets what it brings.
 */
export function createCredentials({
  entra,
  userTokens,
  tenantId,
  graph,
  clock,
  renewBeforeMs,
}: {
  entra: Pick<Entra, 'onBehalfOf'>;
  userTokens: UserTokens;
  tenantId: string;
  /** Where Microsoft Graph is, which is also what its tokens are for. */
  graph: string;
  clock: Clock;
  /** New ones are asked for this long before the earlier of the two ends; of tokens that live shorter than twice that, at half of their life. */
  renewBeforeMs: number;
}): Credentials {
  const held = new Map<string, Held>();
  const listeners = new Set<(person: Identity) => void>();
  const asking = new Map<string, Promise<DelegatedTokens>>();

  return {
    tokensOf(person) {
      const key = accountKey(person);
      const known = held.get(key);
      if (known && clock.now().getTime() < known.renewAt) return Promise.resolve(known.tokens);
      const under = asking.get(key);
      if (under) return under;
      held.delete(key);
      const asked = ask(person).then(({ tokens, renewAt }) => {
        // Forgotten meanwhile: they serve whoever waits for them, and nobody after.
        if (asking.get(key) === asked) held.set(key, { tokens, renewAt });
        return tokens;
      });
      asking.set(key, asked);
      const done = (): void => void (asking.get(key) === asked && asking.delete(key));
      asked.then(done, done);
      return asked;
    },
    forget(person) {
      held.delete(accountKey(person));
      asking.delete(accountKey(person));
      for (const tell of listeners) tell(person);
    },
    onForget: (listener) => void listeners.add(listener),
  };

  async function ask(person: Identity): Promise<Held> {
    if (person.tenantId !== tenantId) throw new SignInNeededError('other-account');
    const proof = await userTokens.of(person);
    if (!proof) throw new SignInNeededError('signed-out');
    checkPerson(proof.token, person);
    const askedAt = clock.now().getTime();
    const [forGraph, forTeams] = await Promise.all([
      entra.onBehalfOf(proof.token, `${graph}/.default`),
      entra.onBehalfOf(proof.token, `${teamsResource}/user_impersonation`),
    ]);
    const tokens = {
      graph: forGraph.token,
      teams: forTeams.token,
      expiresAt: forGraph.expiresAt < forTeams.expiresAt ? forGraph.expiresAt : forTeams.expiresAt,
    };
    checkOwn(tokens, person, { graph });
    const endsAt = tokens.expiresAt.getTime();
    return { tokens, renewAt: endsAt - Math.min(renewBeforeMs, (endsAt - askedAt) / 2) };
  }
}
