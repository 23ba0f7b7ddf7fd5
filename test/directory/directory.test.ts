import { createDirectory, type Directory } from '../../src/directory/create-directory';
import { createSimulator, type Simulator } from '../../src/simulator/simulator';
import type { Database } from '../../src/store/database';
import { createInProcessTenant } from '../../src/tenant/simulated';
import type { Tenant } from '../../src/tenant/tenant';
import { onEachDatabase } from '../store/on-each-database';

const refreshEveryMs = 30 * 60_000;
const reader = { tenantId: 'contoso', objectId: 'app', name: 'Switchboard', roles: [] };

function clockAt(start: string): { now(): Date; advance(ms: number): void } {
  let now = Date.parse(start);
  return { now: () => new Date(now), advance: (ms) => void (now += ms) };
}

interface Bot {
  directory: Directory;
  /** How often the tenant was asked. */
  asked: () => number;
}

function botOn(
  database: Database,
  simulator: Simulator,
  clock: { now(): Date },
  { breakAfter = Infinity, pageSize = 40 }: { breakAfter?: number; pageSize?: number } = {},
): Bot {
  const inner = createInProcessTenant(simulator);
  let asked = 0;
  const tenant: Tenant = {
    settleMs: () => 0,
    call: async (call) => {
      asked += 1;
      return asked > breakAfter ? { outcome: 'failed', error: { id: 'Gone', message: 'gone' } } : inner.call(call);
    },
  };
  const directory = createDirectory({ database, clock, reader, tenant: () => tenant, refreshEveryMs, fault: () => undefined, pageSize });
  return { directory, asked: () => asked };
}

const namesOf = async (directory: Directory, ...words: string[]): Promise<string[] | null> =>
  (await directory.search(words))?.people.map(({ upn }) => upn).sort() ?? null;

onEachDatabase((test) => {
  test('finds by the beginnings of folded words, by number and by extension', async (place) => {
    const clock = clockAt('2026-11-24T08:00:00Z');
    const database = await place.open();
    const { directory } = botOn(database, createSimulator({ platform: 'direct-routing' }), clock);
    expect(await directory.search(['john'])).toBeNull();
    await directory.refresh();
    expect(await namesOf(directory, 'john', 'smi')).toEqual(['john.smith2@contoso.com', 'john.smith@contoso.com']);
    expect(await namesOf(directory, 'smi', 'jo')).toEqual(['john.smith2@contoso.com', 'john.smith@contoso.com']);
    expect(await namesOf(directory, 'zoe')).toEqual(['zoe.mueller@contoso.com']);
    expect(await namesOf(directory, '田中')).toEqual(['hanako.tanaka@contoso.com']);
    expect(await namesOf(directory, '1425555019')).toContain('busy@contoso.com');
    expect(await namesOf(directory, '4021')).toEqual(['erin.extension@contoso.com']);
    expect(await namesOf(directory, 'john', 'nobody')).toEqual([]);
    expect(await namesOf(directory, 'jo%')).toEqual([]);
    expect((await directory.search(['john']))?.asOf).toEqual(clock.now());
    const told = await database.db.selectFrom('audit').select(['kind', 'body']).execute();
    expect(told).toEqual([{ kind: 'directory.read', body: JSON.stringify({ people: 300 }) }]);
  });

  test('is refreshed when it is due, forgets who is gone and learns who is new; past twice its time it is not used', async (place) => {
    const clock = clockAt('2026-11-24T08:00:00Z');
    const database = await place.open();
    const simulator = createSimulator({ platform: 'direct-routing' });
    const { directory, asked } = botOn(database, simulator, clock);
    await directory.refresh();
    const first = asked();
    simulator.control({ do: 'edit', user: 'bob', fields: { displayName: 'Robert Brown' } });
    await directory.refresh();
    expect(asked()).toBe(first);
    expect(await namesOf(directory, 'robert')).toEqual([]);
    clock.advance(refreshEveryMs + 1);
    await directory.refresh();
    expect(await namesOf(directory, 'robert')).toEqual(['bob@contoso.com']);
    expect(await namesOf(directory, 'bob', 'brown')).toEqual(['bob@contoso.com']);
    const small = botOn(database, createSimulator({ platform: 'direct-routing', population: 40 }), clock);
    const all = (await database.db.selectFrom('directory_people').select('id').execute()).length;
    clock.advance(refreshEveryMs + 1);
    await small.directory.refresh();
    expect(all).toBe(300);
    expect(await database.db.selectFrom('directory_people').select('id').execute()).toHaveLength(40);
    const words = await database.db.selectFrom('directory_words').select('person').distinct().execute();
    expect(words).toHaveLength(40);
    clock.advance(2 * refreshEveryMs + 1);
    expect(await directory.search(['john'])).toBeNull();
  });

  test('goes on where it stopped, whoever does', async (place) => {
    const clock = clockAt('2026-11-24T08:00:00Z');
    const database = await place.open();
    const simulator = createSimulator({ platform: 'direct-routing' });
    const whole = botOn(database, simulator, clock);
    await whole.directory.refresh();
    clock.advance(refreshEveryMs + 1);
    await expect(botOn(database, simulator, clock, { breakAfter: 12 }).directory.refresh()).rejects.toThrow(/Gone/);
    expect(await namesOf(whole.directory, 'john', 'smi')).toHaveLength(2);
    const other = botOn(database, simulator, clock);
    await other.directory.refresh();
    expect(other.asked()).toBeLessThan(whole.asked());
    expect((await other.directory.search(['john']))?.asOf).toEqual(clock.now());
    expect(await database.db.selectFrom('directory_people').select('id').execute()).toHaveLength(300);
  });

  test('one bot at a time, and a dead one’s turn is over after its lease', async (place) => {
    const clock = clockAt('2026-11-24T08:00:00Z');
    const database = await place.open();
    const simulator = createSimulator({ platform: 'direct-routing' });
    const bots = [botOn(database, simulator, clock), botOn(database, simulator, clock)];
    await Promise.all(bots.map(({ directory }) => directory.refresh()));
    expect(bots.map(({ asked }) => asked() > 0).sort()).toEqual([false, true]);
    clock.advance(refreshEveryMs + 1);
    await database.db
      .updateTable('directory_state')
      .set({ lease_owner: 'dead', lease_until: new Date(clock.now().getTime() + 60_000).toISOString() })
      .execute();
    const before = bots[0]!.asked();
    await bots[0]!.directory.refresh();
    expect(bots[0]!.asked()).toBe(before);
    clock.advance(60_001);
    await bots[0]!.directory.refresh();
    expect(bots[0]!.asked()).toBeGreaterThan(before);
  });
});
