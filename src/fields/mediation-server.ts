import { sentence } from '../sentence';
import type { MediationServer, Site } from '../resources/tenant-model';
import { eq } from '../tenant/filter';
import { readRows, type Tenant } from '../tenant/tenant';
import type { Choice, Field, FieldContext } from './field';
import { fold, words } from './fold';
import { site, type SiteValue } from './site';

/** A Mediation Server by the display name of the account that stands for it. */
export interface MediationServerValue {
  /** The UPN of the account that bears the name, or of the one to be made: its suffix is the first SIP domain of the .ini (the guide). */
  id: string;
  server: string;
}

/** The name of a Mediation Server's account: one of the configuration, or any that an account may have. */
export const mediationServer: Field<MediationServerValue> = {
  kind: 'mediation-server',

  async resolve(text, { model, tenant }) {
    const wanted = text.trim();
    const known = configured(model).find(({ server }) => fold(server.name) === fold(wanted) || server.fqdn === wanted.toLowerCase());
    const name = known?.server.name ?? wanted;
    const [domain] = model.sipDomains;
    const alias = words(name)
      .join('-')
      .replace(/[^a-z0-9-]/g, '');
    if (domain === undefined) return { kind: 'problem', problem: sentence('field.mediation-server.noDomain') };
    if (alias.length < 2 || Array.from(name).length > 64 || /[*?[\]`$<>|@{}\p{Cc}]/u.test(name))
      return { kind: 'problem', problem: sentence('field.mediation-server.invalid', { name }) };
    const upn = model.platform === 'cloud-connector' ? await upnOf(tenant, name) : null;
    return { kind: 'value', value: { id: upn ?? `${alias}@${domain}`, server: name }, text: name, label: name };
  },

  async suggest({ model }) {
    return {
      choices: configured(model).map(({ server, site: at }): Choice => ({
        text: server.name,
        label: server.name,
        detail: `${server.fqdn} · ${at.name}`,
      })),
    };
  },
};

/** The one account of that name, or null. Of several none is meant: the rules say so. */
async function upnOf(tenant: Tenant, name: string): Promise<string | null> {
  const rows = await readRows(tenant, 'Get-CsOnlineUser', { Filter: eq('DisplayName', name), ResultSize: 2 });
  return rows.length === 1 ? String(rows[0]?.UserPrincipalName) : null;
}

/** The site of a Mediation Server: the configuration says it of those it knows. */
export const serverSite: Field<SiteValue> = {
  ...site,
  async suggest(context) {
    const server = mediationServerOf(context);
    const at = context.model.sites.find(({ mediationServers }) => server && mediationServers.includes(server));
    return at ? { choices: [], only: at.name } : site.suggest(context);
  },
};

/** The Mediation Server among the answers so far, as the configuration describes it. */
export function mediationServerOf({ answers, model }: FieldContext): MediationServer | null {
  const names = Object.values(answers).flatMap((answer) =>
    typeof answer === 'object' && answer !== null && 'server' in answer ? [String(answer.server)] : [],
  );
  return configured(model).find(({ server }) => names.includes(server.name))?.server ?? null;
}

function configured({ sites }: { sites: Site[] }): { server: MediationServer; site: Site }[] {
  return sites.flatMap((at) => at.mediationServers.map((server) => ({ server, site: at })));
}
