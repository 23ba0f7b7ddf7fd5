import type { Recorded } from '../auth/person';
import type { KnownNumber } from '../resources/person-voice/voice-platform';

/** A number that somebody keeps for later. */
export interface Reservation {
  person: Recorded;
  /** ISO */
  until: string;
}

/** Everything known of one number. */
export interface NumberUse {
  /** E.164, with `;ext=` where it has an extension. */
  number: string;
  /** Whose ranges it belongs to. */
  site: string | null;
  /** Null when the tenant does not know it. */
  known: KnownNumber | null;
  /** The change that holds it, open or not yet settled. */
  takenBy: number | null;
  /** ISO: until when it rests after another person. */
  coolsUntil: string | null;
  reserved: Reservation | null;
}
