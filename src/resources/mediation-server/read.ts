import { z } from 'zod';
import { eq } from '../../tenant/filter';
import { readRows, TenantReadError, type Row, type Tenant } from '../../tenant/tenant';
import type { Facts, State } from '../facts';

/** What an account carries that Switchboard made for a Mediation Server: an account of anybody else is never touched. */
export const ownTitle = 'Mediation Server (Switchboard)';

/** E5, with audio conferencing or without: what brings an account into the Skype for Business directory (the guide; facts.md a, «licences»). */
const e5 = ['ENTERPRISEPREMIUM', 'ENTERPRISEPREMIUM_NOPSTNCONF'];

const userRow = z.object({
  DisplayName: z.string().nullish(),
  Department: z.string().nullish(),
  Title: z.string().nullish(),
  IsLicensed: z.boolean().nullish(),
  Licenses: z.array(z.object({ AccountSkuId: z.string() })).nullish(),
});
const skuRow = z.object({ AccountSkuId: z.string(), SkuPartNumber: z.string(), ActiveUnits: z.number(), ConsumedUnits: z.number() });
const serverRow = z.object({ Fqdn: z.string().nullish(), AccessProxyExternalFqdn: z.string().nullish() });
const siteRow = z.object({ Identity: z.string(), EdgeFQDN: z.string().nullish() });

/**
 * The account of a Mediation Server and what is registered for it. There is a state for any UPN: without an account there is nothing but the way to one.
 * @param upn the account's UPN
 */
export async function readMediationServer(tenant: Tenant, upn: string): Promise<State> {
  const [user] = (await found(tenant, 'Get-MsolUser', { UserPrincipalName: upn })).map((row) => userRow.parse(row));
  const provisioned = user !== undefined && (await found(tenant, 'Get-CsOnlineUser', { Identity: upn })).length > 0;
  const name = user?.DisplayName ?? null;
  const server = provisioned && name !== null ? (await found(tenant, 'Get-CsHybridMediationServer', { Identity: name }))[0] : undefined;
  const { Fqdn: fqdn, AccessProxyExternalFqdn: edge } = serverRow.parse(server ?? {});
  const [sites, skus] = [await readRows(tenant, 'Get-CsHybridPSTNSite'), await readRows(tenant, 'Get-MsolAccountSku')];
  return {
    facts: {
      account: name,
      licence: (user?.Licenses ?? []).map(({ AccountSkuId }) => AccountSkuId).join(', ') || null,
      department: user?.Department || null,
      mediationServer: fqdn || null,
      // Of an account that is not registered it is where Microsoft hosts it (contract, Get-CsHybridMediationServer).
      edge: fqdn ? (edge ?? null) : null,
    },
    shown: {
      upn,
      provisioned,
      own: user?.Title === ownTitle,
      namesakes: name === null ? 0 : await namesakes(tenant, name, upn),
      freeLicence: freeE5(skus),
      ...edges(sites),
    },
  };
}

/** How many other accounts bear a display name: the cmdlet that registers takes a name and no id. */
export async function namesakes(tenant: Tenant, name: string, upn: string): Promise<number> {
  const rows = await readRows(tenant, 'Get-CsOnlineUser', { Filter: eq('DisplayName', name), ResultSize: 5 });
  const own = upn.toLowerCase();
  return rows.filter((row) => String(row.UserPrincipalName).toLowerCase() !== own).length;
}

function freeE5(rows: Row[]): string | null {
  const skus = rows.map((row) => skuRow.parse(row)).filter(({ SkuPartNumber }) => e5.includes(SkuPartNumber));
  return skus.find(({ ActiveUnits, ConsumedUnits }) => ActiveUnits > ConsumedUnits)?.AccountSkuId ?? null;
}

/** `edge.Seattle`: the Access Edge of each registered site. */
function edges(rows: Row[]): Facts {
  return Object.fromEntries(rows.map((row) => siteRow.parse(row)).map(({ Identity, EdgeFQDN }) => [`edge.${Identity}`, EdgeFQDN ?? null]));
}

async function found(tenant: Tenant, cmdlet: string, parameters: Record<string, string>): Promise<Row[]> {
  try {
    return await readRows(tenant, cmdlet, parameters);
  } catch (error) {
    if (error instanceof TenantReadError && /NotFound/i.test(error.record.id)) return [];
    throw error;
  }
}
