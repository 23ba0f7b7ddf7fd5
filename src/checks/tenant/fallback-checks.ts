import { z } from 'zod';
import { sentence } from '../../sentence';
import { accountShown } from '../../resources/person-voice/account';
import { eq } from '../../tenant/filter';
import { readRows, type Row, type Tenant } from '../../tenant/tenant';
import { ok, type Check, type Finding } from '../check';
import type { TenantSource } from '../check-source';
import { whenRead } from '../when-read';

/** Each of them is a question to the tenant; a report reads everybody. */
const mostPeople = 200;
const mostNames = 5;

const policyRow = z.object({ OnlineVoiceRoutingPolicy: z.string().nullish() });
const pstnRow = z.object({ HybridPSTNSite: z.string().nullish() });

interface User {
  id: string;
  upn: string;
  name: string;
  policy: string | null;
}

/**
 * With several sites, who has voice and no site of their own: on cloud-connector their calls leave through the Peer Destination,
 * on direct-routing the Global policy decides (facts: «Peer Destination», «Routing model»).
 */
export function fallbackChecks({ model, tenant }: TenantSource): Check[] {
  const { platform } = model;
  if (model.sites.length < 2) return [];
  const hasSite = platform === 'cloud-connector' ? hasPstnSite : hasPolicy;
  return [
    {
      id: 'tenant.fallback',
      target: platform === 'cloud-connector' ? 'PeerDestination' : 'Global',
      proves: sentence(`check.tenant.fallback.proves.${platform}`),
      run: (signal) =>
        whenRead(async () => {
          const rows = await readRows(tenant, 'Get-CsOnlineUser', {
            Filter: eq('EnterpriseVoiceEnabled', true),
            ResultSize: mostPeople + 1,
          });
          const people = rows.slice(0, mostPeople).flatMap(voiceUser);
          const without: User[] = [];
          for (const user of people) {
            signal.throwIfAborted();
            if (!(await hasSite(tenant, user))) without.push(user);
          }
          return [judge(platform, people.length, without, rows.length > mostPeople)];
        }),
    },
  ];
}

/** Resource accounts and holders of a Calling Plan leave by other ways. */
function voiceUser(row: Row): User[] {
  const { id, upn, name, accountType, softDeleted, callingPlan } = accountShown(row);
  if (softDeleted === true || callingPlan === true || accountType === 'ResourceAccount') return [];
  return [{ id: String(id), upn: String(upn), name: String(name), policy: policyRow.parse(row).OnlineVoiceRoutingPolicy ?? null }];
}

async function hasPstnSite(tenant: Tenant, { upn }: User): Promise<boolean> {
  const [row] = await readRows(tenant, 'Get-CsUserPstnSettings', { Identity: upn });
  return Boolean(pstnRow.parse(row ?? {}).HybridPSTNSite);
}

/** The attribute shows direct grants alone; a group's is asked for. */
async function hasPolicy(tenant: Tenant, { id, policy }: User): Promise<boolean> {
  if (policy !== null) return true;
  const rows: Row[] = await readRows(tenant, 'Get-CsUserPolicyAssignment', { Identity: id, PolicyType: 'OnlineVoiceRoutingPolicy' });
  return rows.length > 0;
}

function judge(platform: 'cloud-connector' | 'direct-routing', looked: number, without: readonly User[], more: boolean): Finding {
  const names = without.slice(0, mostNames).map(({ name, upn }) => `${name} (${upn})`);
  const values = { looked, more, count: without.length, names: names.join(', '), others: without.length - names.length };
  if (without.length === 0) return ok(sentence('check.tenant.fallback.ok', values));
  return {
    result: 'warning',
    seen: sentence(`check.tenant.fallback.seen.${platform}`, values),
    remedy: sentence('check.tenant.fallback.remedy', values),
  };
}
