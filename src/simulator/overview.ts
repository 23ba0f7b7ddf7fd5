import { z } from 'zod';
import { faultKinds, type Fault } from './control';
import { entraAccount } from './find-account';
import { loggedCall, type LoggedCall } from './logged-call';
import { policySources } from './policy-kinds';
import type { World } from './world';

const person = z.object({
  id: z.string(),
  upn: z.string(),
  name: z.string(),
  voice: z.boolean(),
  number: z.string().nullable(),
  site: z.string().nullable(),
  internationalSwitch: z.boolean(),
  /** The policy that routes their calls, whoever grants it. */
  routing: z.string().nullable(),
});

/** The tenant as somebody sees it who looks over its shoulder: what is true, not what readers see. */
export const overviewSchema = z.object({
  /** Another one whenever something happened; unlike that of any former process. */
  version: z.number(),
  /** Those whose accounts were written last, newest first; before anything was written some who are worth a try. */
  people: z.array(person),
  isTouched: z.boolean(),
  /** The last calls, newest first. */
  calls: z.array(loggedCall),
  /** How long each answer takes. */
  slowMs: z.number(),
  /** Faults that are due, each with what is left of it. */
  faults: z.array(z.object({ kind: z.enum(faultKinds), left: z.number() })),
});

export type Overview = z.infer<typeof overviewSchema>;

const mostPeople = 6;
const mostCalls = 60;
const worthATry = ['newhire@contoso.com', 'busy@contoso.com', 'unlicensed@contoso.com', 'onprem@contoso.com'];

/** @param seen.touched ids of accounts, those that were written last at the end; @param seen.log oldest first */
export function overviewOf(
  world: World,
  seen: { touched: readonly string[]; log: readonly LoggedCall[]; slowMs: number; faults: readonly Readonly<Fault>[] },
): Omit<Overview, 'version'> {
  const isTouched = seen.touched.length > 0;
  const names = isTouched ? seen.touched.slice(-mostPeople).reverse() : worthATry;
  return {
    people: names.flatMap((name) => personOf(world, name)),
    isTouched,
    calls: seen.log.slice(-mostCalls).reverse(),
    slowMs: seen.slowMs,
    faults: seen.faults.map(({ kind, times }) => ({ kind, left: times })),
  };
}

function personOf(world: World, name: string): Overview['people'] {
  const account = entraAccount(world, name, 'true');
  if (!account) return [];
  const { id, upn, displayName, voice, number, site, allowInternationalCalls } = account;
  const kind = world.platform === 'cloud-connector' ? 'VoiceRoutingPolicy' : 'OnlineVoiceRoutingPolicy';
  const [first] = policySources(account, kind, world.currentSettings().groups);
  return [
    { id, upn, name: displayName, voice, number, site, internationalSwitch: allowInternationalCalls, routing: first?.policy ?? null },
  ];
}
