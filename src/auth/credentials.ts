import type { Identity } from './person';

/** What `Connect-MicrosoftTeams -AccessTokens` takes: two tokens of one person. In memory only: never stored, logged, or part of an error. */
export interface DelegatedTokens {
  /** For https://graph.microsoft.com */
  graph: string;
  /** For 48ac35b8-9aa8-4d74-927d-1f4a14a0b239, the Skype and Teams Tenant Admin API. */
  teams: string;
  /** When the earlier of the two ends. */
  expiresAt: Date;
}

/** A person's own credentials, as what runs cmdlets asks for them. */
export interface Credentials {
  /** Throws `SignInNeededError` when only the person can help, `Error` when the sign-in service cannot be reached. */
  tokensOf(person: Identity): Promise<DelegatedTokens>;
  /** Drops what is held of somebody: they signed out, or their session was refused. */
  forget(person: Identity): void;
  /** Hears of everybody who is forgotten, so that nothing goes on working with what they had. */
  onForget(listener: (person: Identity) => void): void;
}

/** What the person proved to Switchboard when they signed in; both tokens above are had on behalf of it. */
export interface UserToken {
  token: string;
  /** When they last proved who they are. */
  signedInAt: Date;
  expiresAt: Date;
}

/** Where the proof is kept: the Bot Framework token service, never here. Implemented by bot/. */
export interface UserTokens {
  /** Null when they have to sign in first. */
  of(person: Identity): Promise<UserToken | null>;
}

/** Why a person's own credentials cannot be had now. */
export type SignInReason =
  /** They never signed in, signed out, or the sign-in has run out. */
  | 'signed-out'
  /** Nobody has agreed that Switchboard acts for them (AADSTS65001). */
  | 'consent'
  /** Conditional Access asks for more than they have proved. */
  | 'claims'
  /** The account that signed in is of another tenant, or not the one that speaks. */
  | 'other-account';

export class SignInNeededError extends Error {
  constructor(
    readonly reason: SignInReason,
    /** What Conditional Access asks for, as Entra says it: it goes into the sign-in as it is. Not secret. */
    readonly claims: string | null = null,
  ) {
    super(`A sign-in is needed: ${reason}.`);
    this.name = 'SignInNeededError';
  }
}

/** The id of an error record (`Answer`) that says the same at the door to Microsoft: `SignIn.claims`. */
export function signInRecordId(reason: SignInReason): string {
  return `SignIn.${reason}`;
}
