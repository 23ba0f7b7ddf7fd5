import { z } from 'zod';
import type { Envelope } from './frame';
import { SessionStartError, type Session } from './session';

const askMs = 30_000;
const graceMs = 5_000;

const named = z.object({ TenantId: z.string().nullish() });

/**
 * Before anything else is asked of a process that has signed in: has it reached the tenant of the configuration? What signing in said, and what the
 * tenant says of itself, which also proves that the service took the tokens. Throws `SessionStartError`.
 */
export async function assertTenant(session: Session, connected: Envelope, tenantId: string): Promise<void> {
  refuseOther(connected, tenantId);
  const reply = await session.ask('Invoke-BotCall', { cmdlet: 'Get-CsTenant', parameters: {}, ms: askMs }, askMs + graceMs);
  if (reply.kind !== 'answered') throw new SessionStartError(reply.error);
  const { outcome, errors } = reply.envelope;
  if (outcome !== 'done') {
    const { id = '', message = 'The tenant does not say which one it is.' } = errors[0] ?? {};
    throw new SessionStartError({ id: `Session.NotStarted,${id}`, message });
  }
  if (refuseOther(reply.envelope, tenantId) === 0)
    throw new SessionStartError({ id: 'Session.WrongTenant', message: 'The tenant does not say which one it is.' });
}

/** @returns how many rows name the tenant */
function refuseOther({ output }: Envelope, tenantId: string): number {
  const ids = output.flatMap((row) => named.parse(row).TenantId ?? []);
  if (ids.some((id) => id.toLowerCase() !== tenantId.toLowerCase()))
    throw new SessionStartError({
      id: 'Session.WrongTenant',
      message: 'The sign-in led to another tenant than that of the configuration.',
    });
  return ids.length;
}
