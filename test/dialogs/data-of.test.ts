import { createRetention } from '../../src/evidence/retention';
import { helpdesk } from '../changes/world';
import { startTalking } from './talking';

test('data of somebody: how much of what from when to when, in both languages, and nothing once it is erased', async () => {
  const talking = await startTalking('cloud-connector');
  const { world } = talking;
  try {
    await world.run(
      await world.proposed('enable-voice', { user: 'newhire@contoso.com', number: '+14255550140', site: 'Seattle' }, helpdesk),
    );
    await world.rest();
    const told = await talking.says('data of newhire@contoso.com');
    expect(talking.look()).toMatchObject({ command: 'data-of', said: { user: 'newhire@contoso.com' } });
    expect(told).toMatch(/Changes about them: 1, 2026-11-24 to 2026-11-24/);
    expect(told).toMatch(/Entries of the audit: \d+, 2026-11-24/);
    expect(told).not.toMatch(/Changes asked for/);
    talking.as(helpdesk, 'fr');
    expect(await talking.says('données de newhire@contoso.com')).toMatch(/Modifications la concernant\s:\s1, du 2026-11-24/);

    world.clock.advance(2 * 86_400_000);
    const times = { changesMs: 1, draftsMs: 1, readLogMs: 1, uploadsMs: 1 };
    const fault = (error: unknown) => world.faults.push(error);
    await createRetention({ ...world, times, fault }).run();
    talking.as(helpdesk, 'en');
    expect(await talking.says('data of newhire@contoso.com')).toMatch(/Nothing is stored\./);
    expect(world.faults).toEqual([]);
  } finally {
    await world.close();
  }
});
