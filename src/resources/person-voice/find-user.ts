import type { Call, Row, Tenant } from '../../tenant/tenant';
import { readRows, TenantReadError } from '../../tenant/tenant';

/** One account by object id, also when it is soft-deleted; null when there is none. Throws `TenantReadError`. */
export async function findUser(tenant: Tenant, key: string): Promise<Row | null> {
  const attempts: Call['parameters'][] = [{ Identity: key }, { Identity: key, SoftDeletedUser: true }];
  for (const parameters of attempts) {
    try {
      const [row] = await readRows(tenant, 'Get-CsOnlineUser', parameters);
      if (row) return row;
    } catch (error) {
      if (!(error instanceof TenantReadError && isNotFound(error))) throw error;
    }
  }
  return null;
}

function isNotFound({ record }: TenantReadError): boolean {
  return /NotFound/i.test(record.id) || /was not found/i.test(record.message);
}
