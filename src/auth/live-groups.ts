import { z } from 'zod';
import type { Clock } from '../clock';
import type { Access } from './access';
import { type Graph, GraphError } from './graph';
import type { GroupSource, Membership } from './group-source';
import type { Identity } from './person';

const keptMs = 60_000;
const idsInOneCall = 20;
const pagesOfMembers = 10;

const guid = z.guid();
const ids = z.object({ value: z.array(z.string()) });
const account = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userType: z.string().nullish(),
});
const page = z.object({ value: z.array(account), '@odata.nextLink': z.string().optional() });

/** `userType` comes only where the application may read whole profiles. */
const properties = '$select=id,displayName,userPrincipalName,userType';

/**
 * Membership as Entra has it, nested groups too. What cannot be read is no membership, is told to `unread`, and is asked again the next time.
 * Needs the permissions that auth/permissions.ts says.
 */
export function liveGroups({
  access,
  graph,
  clock,
  unread,
}: {
  access: () => Access;
  graph: Graph;
  clock: Clock;
  unread(error: unknown, what: { objectId: string } | { group: string }): void;
}): GroupSource {
  const memberships = createMemory<Membership>(clock);
  const lists = createMemory<readonly Identity[] | null>(clock);
  /** By group, then by object id: whoever was last seen in it. */
  const seen = new Map<string, Map<string, Identity>>();

  function see(one: Identity, within: readonly string[]): void {
    for (const [group, members] of seen) if (!within.includes(group)) members.delete(one.objectId);
    for (const group of within) seen.set(group, (seen.get(group) ?? new Map<string, Identity>()).set(one.objectId, one));
  }

  async function read(objectId: string): Promise<Membership> {
    const { groups, tenantId } = access();
    if (!guid.safeParse(objectId).success) return { groups: [] };
    try {
      const asked = slices([...new Set(groups.map(({ id }) => id))]);
      const [person, ...answers] = await together([
        graph.get(`/users/${objectId}?${properties}`).catch(nullWhenThereIsNone),
        ...asked.map((groupIds) => graph.ask(`/users/${objectId}/checkMemberGroups`, { groupIds }).catch(nullWhenThereIsNone)),
      ]);
      const one = person === null ? null : account.parse(person);
      if (one === null || isGuest(one)) return { groups: [] };
      const found = new Set(answers.flatMap((answer) => ids.parse(answer).value).map((id) => id.toLowerCase()));
      const within = groups.filter(({ id }) => found.has(id)).map(({ name }) => name);
      see({ tenantId, objectId, name: one.displayName ?? objectId }, within);
      return { groups: within };
    } catch (error) {
      unread(error, { objectId });
      return { groups: [], unread: true };
    }
  }

  async function list(group: string): Promise<readonly Identity[] | null> {
    const { groups, tenantId } = access();
    const id = groups.find(({ name }) => name === group)?.id;
    if (id === undefined) return [];
    try {
      const members: Identity[] = [];
      let next: string | undefined = `/groups/${id}/transitiveMembers/microsoft.graph.user?${properties}&$count=true&$top=999`;
      for (let pages = 0; next !== undefined; pages++) {
        if (pages === pagesOfMembers) throw new Error('The group has too many members to be one of people who decide.');
        const { value, '@odata.nextLink': more }: z.infer<typeof page> = page.parse(await graph.get(next));
        for (const one of value) if (!isGuest(one)) members.push({ tenantId, objectId: one.id, name: one.displayName ?? one.id });
        next = more;
      }
      seen.set(group, new Map(members.map((one) => [one.objectId, one])));
      return members;
    } catch (error) {
      unread(error, { group });
      return null;
    }
  }

  return {
    of: ({ objectId }, fresh) =>
      memberships.get(
        JSON.stringify([objectId, access().groups]),
        fresh,
        () => read(objectId),
        (answer) => !answer.unread,
      ),
    members: async (group) =>
      (await lists.get(
        JSON.stringify([group, access().groups]),
        false,
        () => list(group),
        (answer) => answer !== null,
      )) ?? [],
    known: (group) => [...(seen.get(group)?.values() ?? [])],
  };
}

/** Also who came as a guest and was made a member since. Without a UPN nobody can say, and so they count as one. */
function isGuest({ userPrincipalName, userType }: z.infer<typeof account>): boolean {
  return userType?.toLowerCase() === 'guest' || !userPrincipalName || /#ext#/i.test(userPrincipalName);
}

/** Nothing goes on behind an answer that is already known to be none. */
async function together(questions: readonly Promise<unknown>[]): Promise<unknown[]> {
  await Promise.allSettled(questions);
  return Promise.all(questions);
}

function nullWhenThereIsNone(error: unknown): null {
  if (error instanceof GraphError && error.status === 404) return null;
  throw error;
}

function slices(all: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(all.length / idsInOneCall) }, (_, at) => all.slice(at * idsInOneCall, (at + 1) * idsInOneCall));
}

/** Good answers for a minute; who asks for the same meanwhile waits for the same answer. */
function createMemory<T>(clock: Clock) {
  const kept = new Map<string, { until: number; answer: Promise<T> }>();
  return {
    async get(key: string, fresh: boolean, read: () => Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
      const now = clock.now().getTime();
      const known = kept.get(key);
      if (!fresh && known && now < known.until) return known.answer;
      for (const [old, { until }] of kept) if (until <= now) kept.delete(old);
      const entry = { until: now + keptMs, answer: read() };
      kept.set(key, entry);
      const answer = await entry.answer;
      if (!isGood(answer) && kept.get(key) === entry) kept.delete(key);
      return answer;
    },
  };
}
