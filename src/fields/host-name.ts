import { sentence } from '../sentence';
import type { Field, FieldContext } from './field';
import { mediationServerOf } from './mediation-server';
import { answeredSite } from './site';

/** A full host name, lower case. */
export interface HostNameValue {
  fqdn: string;
}

/** The Edge through which calls of people without a site leave. */
export const peerDestination = hostName('peer-destination', ({ model }) => model.sites.flatMap(({ edge }) => edge ?? []));

/** The internal name of a Mediation Server. */
export const serverFqdn = hostName('server-fqdn', (context) => mediationServerOf(context)?.fqdn ?? []);

/** What makes a site: its Access Edge, or on direct-routing its SBC. */
export const siteFqdn = hostName('site-fqdn', (context) => {
  const site = answeredSite(context);
  if (!site) return [];
  return context.model.platform === 'cloud-connector' ? (site.edge ?? []) : site.gateways.map(({ fqdn }) => fqdn);
});

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function hostName(kind: string, known: (context: FieldContext) => string | readonly string[]): Field<HostNameValue> {
  return {
    kind,
    async resolve(text) {
      const fqdn = text.trim().toLowerCase().replace(/\.$/, '');
      const labels = fqdn.split('.');
      const isName =
        fqdn.length <= 253 && labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '');
      return isName
        ? { kind: 'value', value: { fqdn }, text: fqdn, label: fqdn }
        : { kind: 'problem', problem: sentence('field.host-name.invalid', { name: text.trim() }) };
    },
    async suggest(context) {
      const names = [known(context)].flat();
      const choices = names.map((fqdn) => ({ text: fqdn, label: fqdn }));
      return names.length === 1 ? { choices, only: names[0]! } : { choices };
    },
  };
}
