import { SignInNeededError, signInRecordId, type Credentials, type DelegatedTokens } from '../auth/credentials';
import type { Identity } from '../auth/person';
import type { ErrorRecord } from './tenant';

/** The two tokens of a person, or why a call cannot be made without them: nothing was sent. */
export async function ownTokens(
  credentials: Pick<Credentials, 'tokensOf'>,
  person: Identity,
): Promise<DelegatedTokens | { missing: ErrorRecord }> {
  try {
    return await credentials.tokensOf(person);
  } catch (error) {
    if (error instanceof SignInNeededError) return { missing: { id: signInRecordId(error.reason), message: error.message } };
    return { missing: { id: 'Credentials.Unavailable', message: error instanceof Error ? error.message : 'No tokens could be had.' } };
  }
}
