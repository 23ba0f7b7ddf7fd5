import { z } from 'zod';
import { accountLabels, accountShown } from '../resources/person-voice/account';
import { entraUser, entraUsers, type EntraUser } from '../resources/person-voice/entra-user';
import { findUser } from '../resources/person-voice/find-user';
import type { Platform } from '../resources/tenant-model';
import { sentence, type Sentence } from '../sentence';
import { and, eq, like, or, prefix } from '../tenant/filter';
import { type Row, type Tenant, readRows } from '../tenant/tenant';
import { fold, words } from './fold';

/** An account as the directory lists it: enough to recognise a person and to choose between namesakes. */
export interface Listed {
  id: string;
  upn: string;
  name: string;
  sip: string | null;
  department: string | null;
  /** As the directory holds it: `tel:+…`. */
  lineUri: string | null;
  /** «guest», «deleted» … */
  marks: Sentence[];
  /** The site that their number belongs to, where there is one. */
  site?: string;
}

/** The stored index of the directory: for suggestions and pick lists alone. What somebody picks is read again. */
export interface DirectoryIndex {
  /**
   * People who have a word beginning with each of these, as they were at `asOf`; null when the index is not there or too old.
   * @param beginnings folded words, or the digits of a number
   */
  search(beginnings: readonly string[]): Promise<{ people: Listed[]; more: boolean; asOf: Date } | null>;
}

/** The most that one question to the directory may bring back. */
const cap = 50;

/** Whoever has this UPN or SIP address, deleted accounts too. Throws `TenantReadError`. */
export async function byAddress(tenant: Tenant, address: string): Promise<Listed[]> {
  const bare = address.replace(/^sip:/i, '');
  const rows = await readRows(tenant, 'Get-CsOnlineUser', {
    Filter: or(eq('UserPrincipalName', bare), eq('SipAddress', `sip:${bare}`)),
    ResultSize: cap,
  });
  return unique(rows.map(listed));
}

/** Whoever has this object id, or nobody. Throws `TenantReadError`. */
export async function byObjectId(tenant: Tenant, id: string): Promise<Listed[]> {
  const row = await findUser(tenant, id);
  return row ? [listed(row)] : [];
}

/**
 * People whose name or UPN has a word beginning with each of the words, accents and case folded.
 * Asks twice at most and never for an unfiltered list: once as typed, once with `?` where a letter can carry an accent.
 */
export async function byWords(tenant: Tenant, text: string): Promise<{ people: Listed[]; more: boolean }> {
  const typed = text
    .normalize('NFC')
    .split(/[^\p{L}\p{N}'’._-]+/u)
    .filter((word) => word !== '');
  const asTyped = typed.map((word) => [...word].map(literal).join(''));
  const filters = new Set([asTyped, words(text).map(accented)].filter((some) => some.some((word) => /[^?]/.test(word))).map(filterOf));
  const answers = [];
  for (const filter of filters) answers.push(await readRows(tenant, 'Get-CsOnlineUser', { Filter: filter, ResultSize: cap }));
  const wanted = words(text);
  return {
    people: unique(answers.flat().map(listed)).filter((person) => fits(person, wanted)),
    more: answers.some((rows) => rows.length >= cap),
  };
}

/**
 * The account with this UPN or object id that the directory of the phones does not know, because it has never been licensed; or nobody.
 * Throws `TenantReadError`.
 */
export async function neverPhoned(platform: Platform, tenant: Tenant, key: string): Promise<Listed[]> {
  const user = await entraUser(platform, tenant, key);
  return user ? [entraListed(user)] : [];
}

/** The same by name: those whose first word begins like the first one typed, and the others like the others. Throws `TenantReadError`. */
export async function neverPhonedByWords(platform: Platform, tenant: Tenant, text: string): Promise<{ people: Listed[]; more: boolean }> {
  const wanted = words(text);
  const [first] = text.trim().split(/\s+/);
  if (first === undefined || first === '') return { people: [], more: false };
  const found = await entraUsers(platform, tenant, first, cap);
  return { people: found.map(entraListed).filter((one) => fits(one, wanted)), more: found.length >= cap };
}

function entraListed({ id, upn, name, department }: EntraUser): Listed {
  return { id, upn, name, sip: null, department, lineUri: null, marks: [sentence('account.notInDirectory')] };
}

/** Some people, for whoever means nobody in particular. */
export async function firstFew(tenant: Tenant): Promise<{ people: Listed[]; more: boolean }> {
  const rows = await readRows(tenant, 'Get-CsOnlineUser', {
    Filter: like('UserPrincipalName', { wildcards: '*' }),
    ResultSize: cap,
  });
  return { people: unique(rows.map(listed)), more: rows.length >= cap };
}

/** Whoever has a number that begins with these digits, country code first. */
export async function byNumber(tenant: Tenant, digits: string): Promise<{ people: Listed[]; more: boolean }> {
  const rows = await readRows(tenant, 'Get-CsOnlineUser', { Filter: like('LineURI', prefix(`tel:+${digits}`)), ResultSize: cap });
  return { people: unique(rows.map(listed)), more: rows.length >= cap };
}

/** Everything that somebody is found by in the index: the words of name and UPN, the digits of the number, the extension. */
export function foundBy({ name, upn, lineUri }: Listed): string[] {
  const [base = '', extension] = (lineUri ?? '').split(';ext=');
  const digits = base.replace(/\D/g, '');
  return [...new Set([...words(name), ...words(upn.split('@')[0] ?? ''), ...[digits, extension ?? ''].filter((one) => one !== '')])];
}

/** The words of a name match in any order, each as the beginning of a different word. */
export function fits(person: Listed, wanted: string[]): boolean {
  const left = [...words(person.name), ...words(person.upn.split('@')[0] ?? '')];
  return (
    [...wanted]
      .sort((a, b) => b.length - a.length)
      .every((word) => {
        const at = left.findIndex((candidate) => candidate.startsWith(word));
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
      }) || fold(person.upn).startsWith(wanted.join('.'))
  );
}

function filterOf(patterns: string[]): string {
  return and(
    ...patterns.map((pattern) =>
      or(
        ...[`${pattern}*`, `* ${pattern}*`, `*-${pattern}*`].map((wildcards) => like('DisplayName', { wildcards })),
        like('UserPrincipalName', { wildcards: `${pattern}*` }),
      ),
    ),
  );
}

/** A word as a pattern that finds it with accents too. As few letters as possible are left open, for the answer is capped. */
function accented(word: string): string {
  const open = (letters: RegExp) => [...word].map((letter) => (letters.test(letter) ? '?' : literal(letter))).join('');
  const pattern = open(/[aceilnosuyz']/);
  return /[^?]/.test(pattern) ? pattern : open(/[aeiouy]/);
}

function literal(letter: string): string {
  return /[*?[\]`]/.test(letter) ? `\`${letter}` : letter;
}

const addresses = z.object({ SipAddress: z.string().nullish(), LineURI: z.string().nullish() });

/** An account of a listing. */
export function listed(row: Row): Listed {
  const shown = accountShown(row);
  const { SipAddress, LineURI } = addresses.parse(row);
  return {
    id: String(shown.id),
    upn: String(shown.upn),
    name: String(shown.name),
    sip: SipAddress || null,
    department: typeof shown.department === 'string' ? shown.department : null,
    lineUri: LineURI || null,
    marks: accountLabels(shown),
  };
}

function unique(people: Listed[]): Listed[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
