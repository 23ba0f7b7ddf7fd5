import { isInheritable, type State } from '../../resources/facts';
import { personVoice } from '../../resources/person-voice/person-voice';
import type { Platform } from '../../resources/tenant-model';
import { sentence } from '../../sentence';
import { readRows, type Tenant } from '../../tenant/tenant';
import { ok, type Check, type Finding } from '../check';
import type { TenantSource } from '../check-source';
import { whenRead } from '../when-read';

/** In a large tenant it says of how many it looked; a report reads everybody. */
const longestMs = 12_000;
const mostNames = 5;

/**
 * With several sites, who has voice and no site of their own: on cloud-connector their calls leave through the Peer Destination,
 * on direct-routing the Global policy decides (facts: «Peer Destination», «Routing model»).
 */
export function fallbackChecks({ model, tenant }: TenantSource): Check[] {
  const { platform } = model;
  if (model.sites.length < 2) return [];
  return [
    {
      id: 'tenant.fallback',
      target: platform === 'cloud-connector' ? 'PeerDestination' : 'Global',
      proves: sentence(`check.tenant.fallback.proves.${platform}`),
      run: (signal) =>
        whenRead(async () => {
          const enough = AbortSignal.timeout(longestMs);
          const without: State['shown'][] = [];
          let looked = 0;
          for await (const states of personVoice(model).platform.list(tenant, { voiceOnly: true })) {
            for (const { facts, shown } of states.filter(leavesThroughSites)) {
              signal.throwIfAborted();
              looked += 1;
              if (!(await hasSite(tenant, platform, { facts, shown }))) without.push(shown);
            }
            if (enough.aborted) return [judge(platform, looked, without, true)];
          }
          return [judge(platform, looked, without, false)];
        }),
    },
  ];
}

/** Resource accounts and holders of a Calling Plan leave by other ways. */
function leavesThroughSites({ shown }: State): boolean {
  return shown.softDeleted !== true && shown.callingPlan !== true && shown.accountType !== 'ResourceAccount';
}

/** A listing need not tell a group's policy (`VoicePlatform.list`): it is asked for. */
async function hasSite(tenant: Tenant, platform: Platform, { facts, shown }: State): Promise<boolean> {
  if (platform === 'cloud-connector') return typeof facts.site === 'string';
  if (isInheritable(facts.routing) && facts.routing.policy !== null) return true;
  const rows = await readRows(tenant, 'Get-CsUserPolicyAssignment', { Identity: String(shown.id), PolicyType: 'OnlineVoiceRoutingPolicy' });
  return rows.length > 0;
}

function judge(platform: Platform, looked: number, without: readonly State['shown'][], more: boolean): Finding {
  const names = without.slice(0, mostNames).map(({ name, upn }) => `${String(name)} (${String(upn)})`);
  const values = { looked, more, count: without.length, names, others: without.length - names.length };
  if (without.length === 0) return ok(sentence('check.tenant.fallback.ok', values));
  return {
    result: 'warning',
    seen: sentence(`check.tenant.fallback.seen.${platform}`, values),
    remedy: sentence('check.tenant.fallback.remedy', values),
  };
}
