import { z } from 'zod';
import { and, before, eq, from } from '../../tenant/filter';
import { readRows, type Row, type Tenant, type Value } from '../../tenant/tenant';
import type { ListScope } from './voice-platform';

export interface AccountPage {
  /** In the order of their UPN. */
  rows: Row[];
  /** Everybody before this UPN has come; null when all have. A later listing goes on `after` it. */
  upTo: string | null;
}

const upnOf = (row: Row): string => z.string().parse(row.UserPrincipalName);

/**
 * The accounts of the tenant in pages, in the order of their UPN. `Get-CsOnlineUser` can limit an answer, but neither skip nor say which rows it
 * left out (its page, «-ResultSize»): so a range of UPNs whose answer is full is halved until its halves are not. That is right in whatever order
 * the tenant compares, as long as it is one. Throws `TenantReadError`.
 * @param options.after goes on where a listing stopped
 * @param options.properties what to answer beside names (module 6.9 and later); everything without it
 */
export async function* accountPages(
  tenant: Tenant,
  options: { filter?: string | null; properties?: string; after?: string | null; pageSize?: number },
): AsyncGenerator<AccountPage> {
  const { filter = null, properties, after = null, pageSize = 500 } = options;
  const open: { start: string | null; end: string | null }[] = [{ start: after, end: null }];
  for (let range = open.pop(); range; range = open.pop()) {
    const { start, end } = range;
    const terms = [
      ...(filter === null ? [] : [filter]),
      ...(start === null ? [] : [from('UserPrincipalName', start)]),
      ...(end === null ? [] : [before('UserPrincipalName', end)]),
    ];
    const parameters: Record<string, Value> = {
      ResultSize: pageSize,
      ...(terms.length > 0 && { Filter: and(...terms) }),
      ...(properties !== undefined && { Properties: properties }),
    };
    const rows = inOrder(await readRows(tenant, 'Get-CsOnlineUser', parameters));
    if (rows.length < pageSize) {
      yield { rows, upTo: end };
      continue;
    }
    const middle = middleOf(rows, start);
    open.push({ start: middle, end }, { start, end: middle });
  }
}

/** The filter of a scope, null when it is everybody. */
export function listFilter({ voiceOnly, department }: ListScope): string | null {
  const terms = [
    ...(voiceOnly ? [eq('EnterpriseVoiceEnabled', true)] : []),
    ...(department === undefined ? [] : [eq('Department', department)]),
  ];
  return terms.length > 0 ? and(...terms) : null;
}

export function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

function inOrder(rows: Row[]): Row[] {
  const key = (row: Row) => upnOf(row).toLowerCase();
  return rows.sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** A UPN with rows on both sides of it: the first from the middle on that is not the start itself. */
function middleOf(rows: Row[], start: string | null): string {
  const upns = rows.map(upnOf);
  const first = start ?? upns[0] ?? '';
  const middle = upns.slice(Math.floor(upns.length / 2)).find((upn) => upn.toLowerCase() !== first.toLowerCase());
  if (middle === undefined) throw new Error(`${upns.length} accounts share the UPN ${first}: the listing cannot be divided.`);
  return middle;
}
