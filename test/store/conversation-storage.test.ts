import { ConversationState, TestAdapter, TurnContext, type Activity } from 'botbuilder';
import { systemClock } from '../../src/clock';
import { ConversationConflictError, conversationStorage } from '../../src/bot/conversation-storage';
import { onEachDatabase, type Place } from './on-each-database';

onEachDatabase((test) => {
  test('keeps what a turn saved, over a restart', async (place) => {
    const first = await conversationIn(place);
    await first.property.set(first.turn, 5);
    await first.state.saveChanges(first.turn);
    await first.property.set(first.turn, 6);
    await first.state.saveChanges(first.turn);
    await first.database.close();
    const second = await conversationIn(place);
    expect(await second.property.get(second.turn)).toBe(6);
  });

  test('refuses the slower of two turns that read the same', async (place) => {
    const database = await place.open();
    const [first, second] = [await conversationIn(place, database), await conversationIn(place, database)];
    await first.property.set(first.turn, 1);
    await second.property.set(second.turn, 2);
    await first.state.saveChanges(first.turn);
    await expect(second.state.saveChanges(second.turn)).rejects.toThrow(ConversationConflictError);
    const third = await conversationIn(place, database);
    const fourth = await conversationIn(place, database);
    expect(await third.property.get(third.turn)).toBe(1);
    expect(await fourth.property.get(fourth.turn)).toBe(1);
    await third.property.set(third.turn, 3);
    await third.state.saveChanges(third.turn);
    await fourth.property.set(fourth.turn, 4);
    await expect(fourth.state.saveChanges(fourth.turn)).rejects.toThrow('eTag conflict');
    expect(await third.property.get(third.turn)).toBe(3);
  });

  test('writes all items of a call or none', async (place) => {
    const storage = conversationStorage(await place.open(), systemClock);
    await storage.write({ a: { n: 1 }, b: { n: 1 } });
    const { a, b } = await storage.read(['a', 'b']);
    await storage.write({ b: { n: 2 } });
    await expect(storage.write({ a: Object.assign(a, { n: 9 }), b: Object.assign(b, { n: 9 }) })).rejects.toThrow(
      ConversationConflictError,
    );
    expect(await storage.read(['a', 'b'])).toMatchObject({ a: { n: 1 }, b: { n: 2 } });
  });

  test('lets only the first through where the SDK brings an eTag of its own', async (place) => {
    const storage = conversationStorage(await place.open(), systemClock);
    await storage.write({ exchange: { eTag: 'id-of-the-exchange' } });
    await expect(storage.write({ exchange: { eTag: 'id-of-the-exchange' } })).rejects.toThrow('eTag conflict');
  });

  test('takes a copy with the eTag that was read, forgets what is deleted', async (place) => {
    const storage = conversationStorage(await place.open(), systemClock);
    await storage.write({ a: { n: 1 } });
    const { a } = await storage.read(['a']);
    await storage.write({ a: { ...a, n: 2 } });
    await expect(storage.write({ a: { ...a, n: 3 } })).rejects.toThrow('eTag conflict');
    await storage.delete(['a']);
    expect(await storage.read(['a'])).toEqual({ a: {} });
  });

  test('starts again where a state was kept in another schema version', async (place) => {
    const database = await place.open();
    const storage = conversationStorage(database, systemClock);
    await storage.write({ a: { n: 1 } });
    await database.db
      .updateTable('conversation_state')
      .set({ value: JSON.stringify({ schemaVersion: 99, value: { n: 1 } }) })
      .execute();
    const { a } = await storage.read(['a']);
    expect(a!.n).toBeUndefined();
    await storage.write({ a: Object.assign(a, { n: 2 }) });
    expect(await storage.read(['a'])).toMatchObject({ a: { n: 2 } });
  });
});

async function conversationIn(place: Place, opened?: Awaited<ReturnType<Place['open']>>) {
  const database = opened ?? (await place.open());
  const state = new ConversationState(conversationStorage(database, systemClock));
  const activity: Partial<Activity> = {
    type: 'message',
    id: '1',
    channelId: 'test',
    conversation: { id: 'c', isGroup: false, conversationType: 'personal', name: '' },
  };
  const turn = new TurnContext(new TestAdapter(), activity);
  return { database, state, turn, property: state.createProperty<number>('n') };
}
