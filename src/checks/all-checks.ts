import { sentence } from '../sentence';
import { certificateChecks } from './certificate/certificate-checks';
import type { Check } from './check';
import type { CheckSource } from './check-source';
import { dnsChecks } from './dns/dns-checks';
import { portChecks } from './ports/port-checks';
import { mediationChecks } from './tenant/mediation-checks';
import { tenantChecks } from './tenant/tenant-checks';

/** Everything about the set-up that can be looked at without being given anything, by what people ask for. */
export const checkGroups = {
  tenant: tenantChecks,
  'mediation-servers': mediationChecks,
  dns: dnsChecks,
  ports: portChecks,
  certificates: certificateChecks,
  trunks: trunksByList,
} satisfies Record<string, (source: CheckSource) => Check[]>;

export function allChecks(source: CheckSource): Check[] {
  return Object.values(checkGroups).flatMap((make) => make(source));
}

/** Only the gateways know their trunks: an export of them is compared by `check trunks`. */
function trunksByList({ model }: CheckSource): Check[] {
  if (model.platform === 'direct-routing') return [];
  const gateways = model.sites.flatMap((site) => site.gateways.map(({ fqdn }) => fqdn));
  return [
    {
      id: 'trunks.by-list',
      target: gateways.join(', ') || 'switchboard.yaml',
      proves: sentence('check.trunks.by-list.proves'),
      run: async () => [
        { result: 'not-provable', seen: sentence('check.trunks.by-list.seen'), remedy: sentence('check.trunks.by-list.remedy') },
      ],
    },
  ];
}
