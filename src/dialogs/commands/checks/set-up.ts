import { allChecks } from '../../../checks/all-checks';
import type { Check } from '../../../checks/check';
import type { CheckSource } from '../../../checks/check-source';
import { dnsChecks } from '../../../checks/dns/dns-checks';
import { portChecks } from '../../../checks/ports/port-checks';
import { mediationChecks } from '../../../checks/tenant/mediation-checks';
import { tenantChecks } from '../../../checks/tenant/tenant-checks';
import { sentence, UserError } from '../../../sentence';
import { look, type LookOptions } from '../../checks/look';
import { sourceOf } from '../../checks/source';
import { demand } from '../../talk';
import type { ChatCommand } from '../command';

/** Looks at the set-up: they say at once that they look, and show what they saw when it is there. */

export const checkAll = looksAt('check-all', allChecks, {
  wholeTenant: true,
  brief: true,
  whole: ['tenant.', 'mediation.', 'dns.', 'ports.', 'certificate.edge', 'certificate.gateway'],
});
export const checkTenant = looksAt('check-tenant', tenantChecks, { wholeTenant: true, whole: ['tenant.'] });
export const checkPorts = looksAt('check-ports', portChecks, { whole: ['ports.'] });
export const checkDns = looksAt('check-dns', (source, { domain }) => dnsChecks({ ...source, ...(domain !== undefined && { domain }) }));
export const checkMediationServers = looksAt(
  'check-mediation-servers',
  (source) => {
    if (source.model.platform === 'direct-routing') throw new UserError('check.mediation.not-here');
    return mediationChecks(source);
  },
  { wholeTenant: true },
);

type Make = (source: CheckSource, said: Readonly<Record<string, string>>) => Check[];

function looksAt(
  name: 'check-all' | 'check-tenant' | 'check-ports' | 'check-dns' | 'check-mediation-servers',
  make: Make,
  { wholeTenant, ...options }: LookOptions & { wholeTenant?: true } = {},
): ChatCommand {
  return {
    name,
    right: 'read',
    ...(wholeTenant && { whole: true }),
    group: 'check',
    async run(talk, said) {
      demand(talk, 'read');
      const source = sourceOf(talk);
      // Who sees some sites only must not take what others saw for out of date.
      const seesAll = source.model.sites.length === talk.model.sites.length;
      await look(talk, sentence(`card.look.title.${name}`), make(source, said), seesAll ? options : { ...options, whole: [] });
    },
  };
}
