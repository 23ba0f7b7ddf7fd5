import { z } from 'zod';
import type { Facts, State } from '../../resources/facts';
import type { MediationServer, Site } from '../../resources/tenant-model';
import { sentence } from '../../sentence';
import { readRows, type Tenant } from '../../tenant/tenant';
import { ok, type Check, type Finding } from '../check';
import type { TenantSource } from '../check-source';
import { unconfigured } from '../unconfigured';
import { whenRead } from '../when-read';

const userRow = z.object({ UserPrincipalName: z.string(), DisplayName: z.string().nullish(), SoftDeletionTimestamp: z.string().nullish() });

/** The account of each Mediation Server and its registration (facts: «Hybrid Mediation Server»). There are none on direct-routing. */
export function mediationChecks({ model, tenant, resourceOf }: TenantSource): Check[] {
  if (model.platform === 'direct-routing') return [];
  const checks = model.sites.flatMap((site) =>
    site.mediationServers.map((server): Check => ({
      id: `mediation.server:${server.fqdn}`,
      target: server.name,
      proves: sentence('check.mediation.proves', { server: server.name, fqdn: server.fqdn, site: site.name }),
      run: () =>
        whenRead(async () => {
          const upns = await accountsNamed(tenant, server.name);
          const [upn, ...namesakes] = upns;
          const state = upn === undefined || namesakes.length > 0 ? null : await resourceOf('mediation-server').read(tenant, upn);
          return judgeMediation(server, site, upns, state);
        }),
    })),
  );
  return checks.length > 0 ? checks : [unconfigured('mediation.servers', 'mediation-servers')];
}

/** The cmdlet that registers knows an account by its display name alone. */
async function accountsNamed(tenant: Tenant, name: string): Promise<string[]> {
  const rows = (await readRows(tenant, 'Get-MsolUser', { SearchString: name })).map((row) => userRow.parse(row));
  return rows
    .filter(({ DisplayName, SoftDeletionTimestamp }) => DisplayName?.toLowerCase() === name.toLowerCase() && !SoftDeletionTimestamp)
    .map(({ UserPrincipalName }) => UserPrincipalName);
}

type Amiss =
  'no-account' | 'namesakes' | 'licensed' | 'not-in-directory' | 'department' | 'unregistered' | 'pool' | 'other-fqdn' | 'other-edge';

/** @param upns the accounts with the display name of the server, `state` is that of the only one */
export function judgeMediation(server: MediationServer, site: Site, upns: readonly string[], state: State | null): Finding[] {
  const { facts, shown } = state ?? { facts: {}, shown: {} };
  const values = {
    server: server.name,
    fqdn: server.fqdn,
    site: site.name,
    edge: site.edge ?? '–',
    upn: upns,
    licence: String(facts.licence ?? ''),
    has: String(facts.mediationServer ?? '–'),
    through: String(facts.edge ?? '–'),
    department: String(facts.department ?? '–'),
  };
  const amiss = (name: Amiss): Finding => ({
    result: 'wrong',
    seen: sentence(`check.mediation.${name}.seen`, values),
    remedy: sentence(`check.mediation.${name}.remedy`, values),
  });
  if (upns.length > 1) return [amiss('namesakes')];
  if (!state) return [amiss('no-account')];
  const registration = registrationOf(facts, server, site);
  const found: Amiss[] = [
    ...(facts.licence === null ? [] : (['licensed'] as const)),
    ...(shown.provisioned === true ? [] : (['not-in-directory'] as const)),
    ...(facts.department === 'HybridMediationServer' ? [] : (['department'] as const)),
    ...(registration ? [registration] : []),
  ];
  return found.length > 0 ? found.map(amiss) : [ok(sentence('check.mediation.ok', values))];
}

/** What is wrong with how it is registered. */
function registrationOf({ mediationServer: fqdn, edge }: Facts, server: MediationServer, site: Site): Amiss | null {
  if (typeof fqdn !== 'string') return 'unregistered';
  if (fqdn === site.pool) return 'pool';
  if (fqdn !== server.fqdn) return 'other-fqdn';
  return site.edge !== null && edge !== site.edge ? 'other-edge' : null;
}
