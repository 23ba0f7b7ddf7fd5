import { z } from 'zod';
import { accountEdit } from './account';
import { settingsEdit } from './settings';

const ms = z
  .number()
  .int()
  .nonnegative()
  .max(7 * 86_400_000);

export const faultKinds = ['throttle', 'fail', 'refuse', 'twice', 'lose', 'fail-after', 'hang'] as const;

/**
 * What the simulated tenant can be told besides cmdlets: how to misbehave, what somebody else changes, what time it is.
 * Faults apply to the next `times` calls (of one cmdlet, when it is named).
 */
export const controlSchema = z.discriminatedUnion('do', [
  /** Every answer takes this long. */
  z.strictObject({ do: z.literal('slow'), ms }),
  /** Reads go on showing the old row for `ms` after a write; `flicker`: each read shows old or new. */
  z.strictObject({ do: z.literal('replicate'), ms, flicker: z.boolean().default(false) }),
  /** How long after enabling VoicePolicy appears. */
  z.strictObject({ do: z.literal('derive'), ms }),
  /** How long a licence takes until its plans are ready and the account is in the directory. */
  z.strictObject({ do: z.literal('provision'), ms }),
  /** The roles of one caller, or of everybody who has none of their own; null is all of them. */
  z.strictObject({ do: z.literal('roles'), caller: z.string().optional(), roles: z.array(z.string()).nullable() }),
  /**
   * From now on each call has to bring the two tokens of somebody, signed with this RSA key (PEM), of this tenant, for Graph and for the Teams
   * service; who calls is whom they name. Null: as before.
   */
  z.strictObject({
    do: z.literal('require-tokens'),
    of: z.strictObject({ publicKey: z.string(), tenantId: z.string(), graph: z.string(), teams: z.string() }).nullable(),
  }),
  /** One role goes or comes, as with Privileged Identity Management. */
  z.strictObject({ do: z.literal('role'), caller: z.string().optional(), role: z.string(), active: z.boolean() }),
  z.strictObject({
    do: z.literal('fault'),
    /**
     * - `throttle`: answered «too many requests», nothing done.
     * - `fail`: answered with an error, nothing done. `refuse`: the same as a binding error, `not-run`.
     * - `twice`: done twice, and all that it puts out comes twice. `lose`: done, the answer is lost. `fail-after`: done, yet answered with an error. `hang`: done, never answered.
     */
    kind: z.enum(faultKinds),
    cmdlet: z.string().optional(),
    /** Of cmdlets that change something alone. */
    writes: z.boolean().default(false),
    /** 0 takes away what is still due of this kind. */
    times: z.number().int().nonnegative().default(1),
    error: z.strictObject({ id: z.string(), message: z.string() }).optional(),
  }),
  z.strictObject({ do: z.literal('behave') }),
  /** Somebody else changes an account: UPN or object id. */
  z.strictObject({ do: z.literal('edit'), user: z.string(), fields: accountEdit }),
  /** Somebody else changes the tenant's settings: whole fields. */
  z.strictObject({ do: z.literal('configure'), fields: settingsEdit }),
  /** The settings as they truly are. */
  z.strictObject({ do: z.literal('settings') }),
  z.strictObject({ do: z.literal('set-clock'), at: z.iso.datetime() }),
  z.strictObject({ do: z.literal('advance-clock'), ms }),
  /** The account as it truly is, whatever readers see. */
  z.strictObject({ do: z.literal('account'), user: z.string() }),
  /** Every call since the start or since `after` (a `seq`). */
  z.strictObject({ do: z.literal('calls'), after: z.number().int().nonnegative().default(0) }),
  /** What goes on (`Overview`), as soon as it is not `known` any more, a version; at the latest after `waitMs`. */
  z.strictObject({
    do: z.literal('watch'),
    known: z.number().int().nonnegative().default(0),
    waitMs: z.number().int().nonnegative().max(25_000).default(0),
  }),
]);

export type Control = z.input<typeof controlSchema>;
export type TokenRule = NonNullable<Extract<z.output<typeof controlSchema>, { do: 'require-tokens' }>['of']>;
export type Fault = Extract<z.output<typeof controlSchema>, { do: 'fault' }>;
