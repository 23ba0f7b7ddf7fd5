import type { Dialect } from 'kysely';

/** A back end that is open: how Kysely speaks to it, and what has to be let go after Kysely is closed. */
export interface BackEnd {
  name: 'sqlite' | 'postgres';
  dialect: Dialect;
  release(): Promise<void>;
}
