import type { Account } from './account';
import { knownPeople } from './known-people';
import { fromTokyoGroup, newAccount, voiceAt, type PhoneSystem } from './new-account';
import { createRandom, type Random } from './random';
import { pstnSites, type SiteName } from './tenant-facts';

const names: Record<SiteName, { given: string[]; family: string[] }> = {
  Seattle: {
    given: [
      'Ada',
      'Alice',
      'Brian',
      'Chloë',
      'Daniel',
      'Emma',
      'Frank',
      'Grace',
      'Henry',
      'Iris',
      'Jack',
      'Karen',
      'Liam',
      'Mia',
      'Renée',
      'Samuel',
    ],
    family: [
      'Adams',
      'Baker',
      'Clark',
      'Dávila',
      'Evans',
      'Foster',
      'Green',
      'Hughes',
      'Ibáñez',
      'Jones',
      'King',
      'Lopez',
      'Muñoz',
      'Nguyen',
    ],
  },
  Paris: {
    given: [
      'Amélie',
      'Benoît',
      'Céline',
      'Damien',
      'Élodie',
      'François',
      'Gaëlle',
      'Hélène',
      'Inès',
      'Jérôme',
      'Léa',
      'Mathieu',
      'Noémie',
      'Rémi',
    ],
    family: [
      'Bernard',
      'Châtelain',
      'Dubois',
      'Étienne',
      'Fournier',
      'Girard',
      'Hébert',
      'Lambert',
      'Mercier',
      'Noël',
      'Œuvrard',
      'Petit',
      'Roux',
    ],
  },
  Tokyo: {
    given: ['Aiko', 'Daichi', 'Emi', 'Haruto', 'Kenji', 'Mei', 'Naoko', 'Ren', 'Sakura', 'Takumi', 'Yui', 'Yūto'],
    family: ['Abe', 'Fujita', 'Hayashi', 'Itō', 'Kimura', 'Mori', 'Nakamura', 'Ōta', 'Saitō', 'Suzuki', 'Tanaka', 'Yamamoto'],
  },
};

const departments = ['Sales', 'Support', 'Finance', 'Engineering', 'Legal', 'Facilities'];

/** Everybody in the tenant: the known people first, then others until there are `people`. The same seed gives the same tenant. */
export function createPopulation(seed: number, people: number): Account[] {
  const random = createRandom(seed);
  const accounts = knownPeople();
  const users = new Map(accounts.map(({ alias }) => [alias, 1]));
  const free = freeNumbers(accounts);
  const beyond = new Map(pstnSites.map(({ name }) => [name, 0]));
  while (accounts.length < people) accounts.push(somebody(random, users, numberOf));
  return accounts;

  function numberOf(site: SiteName): string {
    const inRange = free.get(site)!.shift();
    if (inRange !== undefined) return inRange;
    const count = beyond.get(site)!;
    beyond.set(site, count + 1);
    return `${firstBeyond[site].prefix}${firstBeyond[site].from + count}`;
  }
}

/** Where a site of a large tenant goes on when its range is full. */
const firstBeyond: Record<SiteName, { prefix: string; from: number }> = {
  Seattle: { prefix: '+1206', from: 2_000_000 },
  Paris: { prefix: '+331', from: 80_000_000 },
  Tokyo: { prefix: '+813', from: 60_000_000 },
};

function somebody(random: Random, users: Map<string, number>, numberOf: (site: SiteName) => string): Account {
  const site = random.pick(pstnSites);
  const given = random.pick(names[site.name].given);
  const family = random.pick(names[site.name].family);
  const user = unused(`${plain(given)}.${plain(family)}`, users);
  const phoneSystem = random.pick<PhoneSystem>([
    'Enabled',
    'Enabled',
    'Enabled',
    'Enabled',
    'Enabled',
    'Enabled',
    'none',
    'none',
    'Deleted',
    'PendingProvisioning',
  ]);
  const account = newAccount(`${given} ${family}`, user, {
    phoneSystem,
    usageLocation: site.country,
    department: random.pick(departments),
    enabled: random.next() > 0.03,
  });
  const wantsVoice = phoneSystem === 'Enabled' && random.next() < 0.8;
  if (!wantsVoice) return account;
  const number = numberOf(site.name);
  const voice = {
    ...account,
    ...voiceAt(site.name, number, random.next() < 0.3 ? 'International' : 'National'),
    allowInternationalCalls: random.next() > 0.15,
  };
  return site.name === 'Tokyo' && random.next() < 0.5 ? { ...voice, ...fromTokyoGroup } : voice;
}

/** About two thirds of each site's range are given away; Seattle's 0100, 0140 to 0149 and the top of each range stay free. */
function freeNumbers(taken: Account[]): Map<SiteName, string[]> {
  const used = new Set(taken.map(({ number }) => number?.split(';')[0]));
  const usable = (site: SiteName, last: number) =>
    last < 90 && last % 3 !== 2 && !(site === 'Seattle' && (last === 0 || (last >= 40 && last < 50)));
  const range = Array.from({ length: 100 }, (_, last) => last);
  return new Map(
    pstnSites.map(({ name, numbers }) => {
      const all = range.filter((last) => usable(name, last)).map((last) => `${numbers}${String(last).padStart(2, '0')}`);
      return [name, all.filter((number) => !used.has(number))];
    }),
  );
}

/** @param users the highest number given to each name so far */
function unused(wanted: string, users: Map<string, number>): string {
  const count = (users.get(wanted) ?? 0) + 1;
  users.set(wanted, count);
  return count === 1 ? wanted : users.has(`${wanted}${count}`) ? unused(wanted, users) : `${wanted}${count}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/œ/g, 'oe').normalize('NFD').replace(/\p{M}/gu, '');
}
