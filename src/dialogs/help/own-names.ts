import { may } from '../../auth/person';
import { firstFew, type Listed } from '../../fields/directory';
import type { PersonValue } from '../../fields/person';
import { sitesFor } from '../../fields/site';
import { displayNumber } from '../../resources/display-number';
import type { State } from '../../resources/facts';
import { siteOfNumber } from '../../resources/tenant-model';
import { TenantReadError } from '../../tenant/tenant';
import { type Talk, fieldContext, working } from '../talk';

/** Some people of the tenant, for examples: as they are now, and where their calls leave. */
export interface OwnPerson {
  value: PersonValue;
  state: State;
  site: string | null;
}

/** What examples are said with: names that exist, within the rights of whoever asks. None where others read. */
export interface OwnNames {
  /** Nothing was read: examples stand as everybody may read them. */
  none: boolean;
  /** Some without a number first, then some who have one. Empty where the tenant says nothing in time. */
  people: readonly OwnPerson[];
  sites: readonly string[];
  /** A number that could be given there, only looked at; null where there is none or the tenant says nothing. */
  freeAt(site: string): Promise<string | null>;
}

/** Names of this tenant. It never fails: whoever asks for help is helped although the tenant is silent. */
export async function ownNames(talk: Talk): Promise<OwnNames> {
  if (!may(talk.speech.person, 'read') || talk.speaker.isShared(talk.turn))
    return { none: true, people: [], sites: [], freeAt: () => Promise.resolve(null) };
  const sites = sitesFor(fieldContext(talk)).map(({ name }) => name);
  const free = new Map<string, Promise<string | null>>();
  return {
    none: false,
    sites,
    people: (await working(talk, inTime(peopleOf(talk)))) ?? [],
    freeAt(name) {
      const known = free.get(name) ?? inTime(firstFree(talk, name));
      free.set(name, known);
      return known;
    },
  };
}

/** Of each kind: one of them may be an account of which nothing can be changed. */
const some = 2;

async function peopleOf(talk: Talk): Promise<OwnPerson[]> {
  const { bounds } = fieldContext(talk);
  const { sites } = talk.model;
  const isTheirs = ({ lineUri, department }: Listed): boolean => {
    const number = lineUri?.replace(/^tel:/i, '') ?? null;
    const site = number && siteOfNumber(number, sites);
    return !bounds?.outside({ sites: site ? [site.name] : [], number, department });
  };
  const usual = (await firstFew(talk.tenant())).people.filter((one) => one.marks.length === 0 && isTheirs(one));
  const candidates = [false, true].flatMap((has) => usual.filter(({ lineUri }) => Boolean(lineUri) === has).slice(0, some));
  const voice = talk.resourceOf('person-voice');
  const read = await Promise.all(
    candidates.map(async ({ id, upn, name, sip }) => {
      const state = await voice.read(talk.tenant(), id, voice.statusAlso);
      const place = state && (voice.place?.(state) ?? null);
      return state && !bounds?.outside(place) ? [{ value: { id, upn, name, sip }, state, site: place?.sites[0] ?? null }] : [];
    }),
  );
  return read.flat();
}

async function firstFree(talk: Talk, name: string): Promise<string | null> {
  const site = talk.model.sites.find((one) => one.name === name);
  const [number] = site ? (await talk.changes.listFree(talk.speech.person, site, 1)).numbers : [];
  return number === undefined ? null : displayNumber(number);
}

/** Examples are worth a moment and no more. */
const patienceMs = 3_000;

/** Null where the tenant does not answer, or not now. */
async function inTime<T>(reading: Promise<T>): Promise<T | null> {
  const answered = reading.catch((error: unknown) => {
    if (error instanceof TenantReadError) return null;
    throw error;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), patienceMs)));
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
