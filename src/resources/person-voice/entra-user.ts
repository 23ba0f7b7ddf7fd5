import { z } from 'zod';
import { readRows, TenantReadError, type Call, type Row, type Tenant } from '../../tenant/tenant';
import type { Facts, State } from '../facts';
import type { Platform } from '../tenant-model';
import { licenceState, type LicenceStore } from './licences';

/** An account as Entra ID has it, whether or not the directory of the phones knows it: that has nobody who never had a licence (the guide, «users and licences»). */
export interface EntraUser {
  id: string;
  upn: string;
  name: string;
  department: string | null;
  country: string | null;
  enabled: boolean;
  licensed: boolean;
}

interface Store {
  find(tenant: Tenant, key: string): Promise<Row[]>;
  search(tenant: Tenant, begin: string, most: number): Promise<Row[]>;
  userOf(row: Row): EntraUser;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What both stores call by the same names. */
const commonRow = z.object({
  UserPrincipalName: z.string(),
  DisplayName: z.string().nullish(),
  Department: z.string().nullish(),
  UsageLocation: z.string().nullish(),
});

function commonOf({ UserPrincipalName: upn, DisplayName, Department, UsageLocation }: z.infer<typeof commonRow>) {
  return { upn, name: DisplayName || upn, department: Department || null, country: UsageLocation || null };
}

const msolRow = commonRow.extend({ ObjectId: z.string(), IsLicensed: z.boolean().nullish(), BlockCredential: z.boolean().nullish() });

const msol: Store = {
  find: (tenant, key) =>
    existing(tenant, { cmdlet: 'Get-MsolUser', parameters: guid.test(key) ? { ObjectId: key } : { UserPrincipalName: key } }),
  search: (tenant, begin, most) => readRows(tenant, 'Get-MsolUser', { SearchString: begin, MaxResults: most }),
  userOf(row) {
    const user = msolRow.parse(row);
    return { id: user.ObjectId, ...commonOf(user), enabled: user.BlockCredential !== true, licensed: user.IsLicensed === true };
  },
};

const properties = ['Id', 'UserPrincipalName', 'DisplayName', 'Department', 'UsageLocation', 'AccountEnabled', 'AssignedLicenses'];

const graphRow = commonRow.extend({
  Id: z.string(),
  AccountEnabled: z.boolean().nullish(),
  AssignedLicenses: z.array(z.unknown()).nullish(),
});

const graph: Store = {
  find: (tenant, key) => existing(tenant, { cmdlet: 'Get-MgUser', parameters: { UserId: key, Property: properties } }),
  search: (tenant, begin, most) =>
    readRows(tenant, 'Get-MgUser', {
      Filter: ['displayName', 'userPrincipalName'].map((name) => `startswith(${name},'${begin.replaceAll("'", "''")}')`).join(' or '),
      Property: properties,
      Top: most,
    }),
  userOf(row) {
    const user = graphRow.parse(row);
    return { id: user.Id, ...commonOf(user), enabled: user.AccountEnabled !== false, licensed: (user.AssignedLicenses ?? []).length > 0 };
  },
};

const stores: Record<Platform, Store> = { 'cloud-connector': msol, 'direct-routing': graph };

/** The living account with this object id or UPN, or null. Throws `TenantReadError`. */
export async function entraUser(platform: Platform, tenant: Tenant, key: string): Promise<EntraUser | null> {
  const [row] = await stores[platform].find(tenant, key);
  return row ? stores[platform].userOf(row) : null;
}

/** Accounts whose name or UPN begins with this text: Entra ID finds no word in the middle of a name. Throws `TenantReadError`. */
export async function entraUsers(platform: Platform, tenant: Tenant, begin: string, most: number): Promise<EntraUser[]> {
  return (await stores[platform].search(tenant, begin, most)).map((row) => stores[platform].userOf(row));
}

/** What is known of somebody whom the directory of the phones does not know: nothing of their voice. Null when Entra ID has no such account. */
export async function stateInEntra(platform: Platform, licences: LicenceStore, tenant: Tenant, key: string): Promise<State | null> {
  const user = await entraUser(platform, tenant, key);
  if (!user) return null;
  const { facts, shown } = licenceState(await licences.read(tenant, user.id));
  return { facts, shown: { ...shownOf(user), ...shown } };
}

function shownOf({ id, upn, name, department, country, enabled, licensed }: EntraUser): Facts {
  return {
    id,
    upn,
    name,
    accountType: 'User',
    accountEnabled: enabled,
    softDeleted: false,
    department,
    country,
    inDirectory: false,
    licensed,
    phoneSystemPlan: null,
  };
}

async function existing(tenant: Tenant, { cmdlet, parameters }: Call): Promise<Row[]> {
  try {
    return await readRows(tenant, cmdlet, parameters);
  } catch (error) {
    if (error instanceof TenantReadError && /NotFound/i.test(error.record.id)) return [];
    throw error;
  }
}
