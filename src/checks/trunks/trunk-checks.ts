import type { TenantModel } from '../../resources/tenant-model';
import { sentence, UserError } from '../../sentence';
import type { Check } from '../check';
import { unconfigured } from '../unconfigured';
import { judgeTrunks } from './judge-trunks';
import type { Trunk } from './read-trunks';

/**
 * The trunks of a list: one check for each gateway of the configuration, also those that are not in the list, and for each other gateway
 * in the list. Throws `UserError` on direct-routing, where there are no Mediation Servers.
 */
export function trunkChecks({ model, trunks }: { model: TenantModel; trunks: readonly Trunk[] }): Check[] {
  if (model.platform === 'direct-routing') throw new UserError('check.trunks.not-here');
  const known = model.sites.flatMap((site) => site.gateways.map(({ fqdn: gateway }) => ({ gateway, site })));
  const others = [...new Set(trunks.map(({ gateway }) => gateway))].filter((name) => !known.some(({ gateway }) => gateway === name));
  const checks = known.map(({ gateway, site }): Check => ({
    id: `trunks.gateway:${gateway}`,
    target: gateway,
    proves: sentence('check.trunks.proves', { gateway, site: site.name }),
    run: async () =>
      judgeTrunks(
        gateway,
        site,
        trunks.filter((trunk) => trunk.gateway === gateway),
        model,
      ),
  }));
  if (known.length === 0) checks.push(unconfigured('trunks.gateways', 'gateways'));
  return [...checks, ...others.map((gateway) => unknownGateway(gateway, trunks.find((trunk) => trunk.gateway === gateway)?.line ?? 0))];
}

function unknownGateway(gateway: string, line: number): Check {
  const values = { gateway, line };
  return {
    id: `trunks.unknown:${gateway}`,
    target: gateway,
    proves: sentence('check.trunks.unknown-gateway.proves', values),
    run: async () => [
      {
        result: 'unknown',
        seen: sentence('check.trunks.unknown-gateway.seen', values),
        remedy: sentence('check.trunks.unknown-gateway.remedy', values),
      },
    ],
  };
}
