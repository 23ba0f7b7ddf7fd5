import { displayNumber } from '../resources/display-number';
import { sentence, type Sentence } from '../sentence';
import type { Tenant } from '../tenant/tenant';
import { type Platform, type Site, siteOfNumber } from '../resources/tenant-model';
import type { Bounds } from './bounds';
import {
  type DirectoryIndex,
  type Listed,
  byAddress,
  byNumber,
  byObjectId,
  byWords,
  firstFew,
  fits,
  neverPhoned,
  neverPhonedByWords,
} from './directory';
import type { Choice, Field, Resolution } from './field';
import { fold, words } from './fold';

export interface PersonValue {
  /** Entra object id. */
  id: string;
  upn: string;
  name: string;
  /** `sip:…`, null where the account has none. */
  sip: string | null;
}

/**
 * A person of the tenant: exact UPN, SIP address or object id, or a name. What fits several is a choice, never a guess;
 * accounts that cannot have voice are found too and marked, so that the rules can say why.
 */
export const person: Field<PersonValue> = {
  kind: 'person',

  async resolve(text, { tenant, index, bounds, model: { platform, sites } }) {
    const typed = text.trim();
    const { mine, hidden } = keptTo(bounds, sites);
    const found = await find(typed, { tenant, platform, index, mine, alike: keptTo(bounds, sites).mine });
    const [outside] = hidden;
    return found.kind === 'problem' && outside ? { kind: 'problem', problem: outside } : found;
  },

  async suggest() {
    return { choices: [] };
  },
};

type Mine = (found: Listed[]) => Promise<Listed[]>;

/** Those within bounds, with the site that their number belongs to; why the first of the others is not is kept, to be said when nobody is left. */
function keptTo(bounds: Bounds | null, sites: readonly Site[]): { mine: Mine; hidden: Sentence[] } {
  const hidden: Sentence[] = [];
  const placed = (one: Listed): Listed => {
    const site = one.lineUri && siteOfNumber(one.lineUri.replace(/^tel:/i, ''), sites);
    return site ? { ...one, site: site.name } : one;
  };
  if (!bounds) return { mine: async (found) => found.map(placed), hidden };
  const isMine = async ({ id, lineUri, department }: Listed): Promise<boolean> => {
    const place = await bounds.placeOf(id);
    const outside = bounds.outside(place ?? { sites: [], number: lineUri && lineUri.replace(/^tel:/i, ''), department });
    if (outside) hidden.push(outside);
    return outside === null;
  };
  return {
    async mine(found) {
      const kept = await Promise.all(found.map(isMine));
      return found.filter((_, at) => kept[at]).map(placed);
    },
    hidden,
  };
}

async function find(
  typed: string,
  {
    tenant,
    platform,
    index,
    mine,
    alike,
  }: { tenant: Tenant; platform: Platform; index: DirectoryIndex | undefined; mine: Mine; /** For who was not meant. */ alike: Mine },
): Promise<Resolution<PersonValue>> {
  const kept = async <F extends { people: Listed[] }>(found: F): Promise<F> => ({ ...found, people: await mine(found.people) });
  if (typed === '*') return pickOf(await kept(await firstFew(tenant)), typed);
  const problem = unusable(typed);
  if (problem) return { kind: 'problem', problem: sentence(`field.person.${problem}`, { name: typed }) };
  if (/[*?[\]]/.test(typed)) return pickOf(await kept(await byWords(tenant, typed)), typed);
  if (guid.test(typed))
    return exactly(await mine(await orElse(byObjectId(tenant, typed), () => neverPhoned(platform, tenant, bare(typed)))), typed);
  if (typed.includes('@')) {
    const name = typed.replace(/^sip:/i, '').split('@')[0] ?? '';
    const known = await orElse(byAddress(tenant, typed), () => neverPhoned(platform, tenant, typed.replace(/^sip:/i, '')));
    return addressed(await mine(known), typed, async () => {
      const found = (await indexed(index, name)) ?? (await byWords(tenant, name));
      return { ...found, people: await alike(found.people) };
    });
  }
  const digits = digitsOf(typed);
  const name = digits ?? typed;
  // The index may make a list to pick from. Whether there is exactly one, or nobody, the tenant alone can say.
  const stored = await indexed(index, name);
  const listed = stored && stored.people.length > 1 ? await kept(stored) : null;
  const quick = listed && named(listed, name);
  if (listed && quick?.kind === 'choices') return { ...quick, asOf: listed.asOf };
  if (digits !== null) return named(await kept(await byNumber(tenant, digits)), name);
  const found = await byWords(tenant, typed);
  const isNobody = found.people.length === 0 && !found.more;
  return named(await kept(isNobody ? await neverPhonedByWords(platform, tenant, typed) : found), name);
}

/** The second person of an operation: who gets what the first one gives. */
export const receiver: Field<PersonValue> = { ...person, kind: 'receiver' };

/** A number, or its beginning: nothing but digits and the signs between them. */
function digitsOf(typed: string): string | null {
  const digits = typed.replace(/\D/g, '');
  return /^[+(]?\d[\d\s().-]*$/.test(typed) && digits.length >= 4 ? digits : null;
}

async function indexed(index: DirectoryIndex | undefined, typed: string): Promise<(Found & { asOf: Date }) | null> {
  const wanted = words(typed);
  const found = wanted.length > 0 && index ? await index.search(wanted) : null;
  return found && { ...found, people: found.people.filter((one) => isNumber(typed) || fits(one, wanted)) };
}

/** Who is not in the directory of the phones may be in that of the tenant. */
async function orElse(found: Promise<Listed[]>, otherwise: () => Promise<Listed[]>): Promise<Listed[]> {
  const known = await found;
  return known.length > 0 ? known : otherwise();
}

const bare = (id: string): string => id.replace(/[{}]/g, '');

const isNumber = (typed: string): boolean => /^\d+$/.test(typed);

const guid = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

/** What no directory should be asked for: too short or long, control characters, look-alike scripts, code. */
function unusable(typed: string): 'control' | 'too-long' | 'look-alike' | 'address' | 'too-short' | null {
  if (/\p{Cc}|\p{Cs}/u.test(typed)) return 'control';
  if (Array.from(typed).length > 256) return 'too-long';
  if (typed.split(/[^\p{L}]+/u).some((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}|\p{Script=Greek}/u.test(word)))
    return 'look-alike';
  if (typed.includes('@') && /[^\x20-\x7e]/.test(typed)) return 'look-alike';
  if (typed.includes('@') && !/^(sip:)?[a-z0-9!#%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+$/i.test(typed)) return 'address';
  return words(typed).join('').length < 2 ? 'too-short' : null;
}

type Found = Awaited<ReturnType<typeof byWords>> & { asOf?: Date };

function named(found: Found, typed: string): Resolution<PersonValue> {
  const wanted = inOrder(typed);
  const exact = found.people.filter((one) => inOrder(one.name) === wanted || fold(one.upn.split('@')[0] ?? '') === fold(typed));
  if (exact[0] && exact.length === 1) return valueOf(exact[0]);
  if (exact.length > 1) return choicesOf({ people: exact, more: found.more });
  // Where the directory may hold more than it showed, one hit proves nothing.
  return found.people.length === 1 && !found.more ? valueOf(found.people[0]!) : pickOf(found, typed);
}

async function addressed(found: Listed[], typed: string, alike: () => Promise<Found>): Promise<Resolution<PersonValue>> {
  if (found.length > 0) return exactly(found, typed);
  const { people, asOf } = await alike();
  const choices = people.slice(0, 10).map(choiceOf);
  return { kind: 'problem', problem: unknown(typed), ...(choices.length > 0 && { choices, ...(asOf && { asOf }) }) };
}

function exactly(found: Listed[], typed: string): Resolution<PersonValue> {
  if (found.length > 1) return choicesOf({ people: found, more: false });
  return found[0] ? valueOf(found[0]) : { kind: 'problem', problem: unknown(typed) };
}

function pickOf(found: Found, typed: string): Resolution<PersonValue> {
  return found.people.length > 0
    ? choicesOf(found)
    : { kind: 'problem', problem: found.more ? sentence('field.person.too-many', { name: typed }) : unknown(typed) };
}

function unknown(typed: string) {
  return sentence('field.person.unknown', { name: typed });
}

function valueOf({ id, upn, name, sip }: Listed): Resolution<PersonValue> {
  return { kind: 'value', value: { id, upn, name, sip }, text: upn, label: `${name} (${upn})` };
}

function choicesOf({ people, more }: Found): Resolution<PersonValue> {
  const sorted = [...people].sort((a, b) => a.name.localeCompare(b.name) || a.upn.localeCompare(b.upn));
  return { kind: 'choices', choices: sorted.slice(0, 10).map(choiceOf), total: people.length + (more ? 1 : 0) };
}

function choiceOf({ upn, name, department, lineUri, site, marks }: Listed): Choice {
  const detail = [upn, department, lineUri && displayNumber(lineUri.replace(/^tel:/i, '')), site].filter(Boolean).join(' · ');
  return { text: upn, label: name, detail, ...(marks.length > 0 && { marks }) };
}

function inOrder(name: string): string {
  return words(name).sort().join(' ');
}
