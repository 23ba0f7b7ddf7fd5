import { sentence } from '../sentence';
import { explain } from '../tenant/known-errors';
import { TenantReadError } from '../tenant/tenant';
import type { Finding } from './check';

/** The findings over what the tenant answers. Without an answer nobody knows, and Microsoft's reason is told. */
export async function whenRead(judge: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await judge();
  } catch (error) {
    if (!(error instanceof TenantReadError)) throw error;
    const values = { cmdlet: error.cmdlet, reason: explain(error.record).sentence };
    return [{ result: 'unknown', seen: sentence('check.unread.seen', values), remedy: sentence('check.unread.remedy', values) }];
  }
}

/** What several checks need is read once, when the first of them asks. */
export function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | null = null;
  return () => (reading ??= read());
}
