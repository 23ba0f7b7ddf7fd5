import { createPreferences } from '../../src/bot/preferences';
import { systemClock } from '../../src/clock';
import { createRetention } from '../../src/evidence/retention';
import { writeState } from '../../src/store/conversation-state';
import { voiceAdmin } from '../changes/world';
import { onEachDatabase } from './on-each-database';

const other = { ...voiceAdmin, objectId: 'somebody-else' };
const none = { language: null, forms: false, last: {}, tips: [] };

onEachDatabase((test) => {
  test('how somebody likes to be talked with is theirs, and kept, however long they say nothing', async (place) => {
    const database = await place.open();
    const preferences = createPreferences(database, systemClock);
    expect(await preferences.of(voiceAdmin)).toEqual(none);
    await preferences.change(voiceAdmin, () => ({ language: 'fr' }));
    await preferences.change(voiceAdmin, () => ({ forms: true }));
    const later = { now: () => new Date(Date.now() + 1_000_000_000_000) };
    const times = { changesMs: 1, draftsMs: 1, readLogMs: 1, uploadsMs: 1 };
    await createRetention({ database, clock: later, times, fault: fail }).run();
    expect(await createPreferences(database, later).of(voiceAdmin)).toEqual({ ...none, language: 'fr', forms: true });
    expect(await preferences.of(other)).toEqual(none);
  });

  test('what is changed at once is all kept', async (place) => {
    const database = await place.open();
    const preferences = createPreferences(database, systemClock);
    const shown = ['same', 'undo', 'forms', 'cards'];
    await Promise.all(shown.map((tip) => preferences.change(voiceAdmin, ({ tips }) => ({ tips: [...tips, tip] }))));
    expect([...(await preferences.of(voiceAdmin)).tips].sort()).toEqual([...shown].sort());
  });

  test('a language that is spoken no more is none', async (place) => {
    const database = await place.open();
    const preferences = createPreferences(database, systemClock);
    const key = `person|${voiceAdmin.tenantId}|${voiceAdmin.objectId}`;
    await writeState(database.db, { key, value: { language: 'eo', forms: true }, expected: 'any', at: new Date() });
    expect(await preferences.of(voiceAdmin)).toEqual({ ...none, forms: true });
  });
});

function fail(error: unknown): void {
  throw error;
}
