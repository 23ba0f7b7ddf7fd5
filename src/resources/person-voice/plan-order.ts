import { sentence } from '../../sentence';
import type { FactReads } from '../fact-read';
import type { Patch, State } from '../facts';
import { ps } from '../power-shell';
import type { Step } from '../resource';
import { hasPhoneSystem, type LicenceStore } from './licences';

/** A new licence reaches the phones in half an hour to two hours; Microsoft allows itself a day (facts.md b, «delays»). */
const phoneSystemWithinMs = 24 * 60 * 60_000;

/**
 * The one order of everything about a person's voice. What comes needs its licence first, and Microsoft to show it; what goes gives its licence
 * last: a number sticks to an account that has lost it (facts.md b, «undo», and Remove-CsPhoneNumberAssignment).
 * @param voice the platform's own steps, in its order
 */
export function inOrder(store: LicenceStore, from: State, goal: Patch, voice: Step[]): Step[] {
  const awaited: Step[] =
    typeof goal.licence === 'string' && !hasPhoneSystem(from.shown)
      ? [
          {
            kind: 'wait',
            reason: sentence('wait.phoneSystem'),
            until: { phoneSystemPlan: 'Enabled' },
            giveUpAfterMs: phoneSystemWithinMs,
          },
        ]
      : [];
  return [...store.giving(from, goal), ...awaited, ...voice, ...store.taking(from, goal)];
}

/** What is awaited here, for a script. The plans are text in some versions of the module. */
export function awaitedReads(key: string): FactReads {
  return {
    phoneSystemPlan: {
      cmdlet: 'Get-CsOnlineUser',
      parameters: { Identity: key },
      // Who never had a licence comes into this directory by this one.
      mayBeMissing: true,
      value: ps`Get-First ($answer | ForEach-Object { foreach ($plan in $(if ($_.AssignedPlan -is [string]) { $_.AssignedPlan | ConvertFrom-Json } else { $_.AssignedPlan })) { if ($plan.Capability -eq 'MCOEV') { $plan.CapabilityStatus } } })`,
    },
  };
}
