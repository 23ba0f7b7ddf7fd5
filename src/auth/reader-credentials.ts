import type { AppToken } from './app-token';
import type { Credentials } from './credentials';
import { apiIds, scopeOf } from './permissions';
import { sameAccount, type Identity } from './person';

/** The same credentials, and the application's own for the reader. Everybody else has their own, or none. */
export function withReader(
  people: Credentials,
  { reader, appToken, graph }: { reader: Identity; appToken: AppToken; graph: string },
): Credentials {
  return {
    ...people,
    async tokensOf(person) {
      if (!sameAccount(person, reader)) return people.tokensOf(person);
      const [ofGraph, ofTeams] = await Promise.all([appToken(scopeOf(graph)), appToken(scopeOf(apiIds.teams))]);
      const ends = Math.min(ofGraph.expiresAt.getTime(), ofTeams.expiresAt.getTime());
      return { graph: ofGraph.token, teams: ofTeams.token, expiresAt: new Date(ends) };
    },
  };
}
