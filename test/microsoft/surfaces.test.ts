import type { Activity } from 'botbuilder';
import type { Sent } from './connector';
import { openTeamsStage, type TeamsStage } from './open-teams-stage';
import type { Place } from './teams-client';

/** What a Switchboard in production shows where others read, beside messages, and to each of those who look. */
let stage: TeamsStage;
beforeAll(async () => (stage = await openTeamsStage({ environment: { HOST: '0.0.0.0' } })));
afterAll(() => stage.close());

type Card = {
  actions: { title: string; data?: Record<string, unknown> }[];
  refresh?: { userIds?: string[]; action: { data: Record<string, unknown> } };
};

const isIn =
  ({ conversation }: Place, what: RegExp) =>
  (sent: Sent): boolean =>
    sent.conversation === conversation.id && what.test(JSON.stringify(sent.activity));
const cardIn = ({ activity }: { activity: Partial<Activity> }): Card => activity.attachments?.[0]?.content as Card;
const titlesOf = (card: Card): string[] => card.actions.map(({ title }) => title);

test('who adds the app is greeted in their own chat with what they can do, once, though Teams tells of it twice', async () => {
  const { teams, people, microsoft } = stage;
  const aldo = people.approver;
  const added = { ...teams.message(aldo, teams.personal(aldo), ''), text: undefined };
  await teams.post({ ...added, type: 'installationUpdate', action: 'add' });
  await teams.post({ ...added, type: 'conversationUpdate', membersAdded: [added.recipient] });
  await microsoft.connector.next(isIn(teams.personal(aldo), /Three things you can do now/));
  await teams.say(aldo, 'who am i');
  await microsoft.connector.next(isIn(teams.personal(aldo), /Aldo/));
  expect(microsoft.connector.sent.filter(isIn(teams.personal(aldo), /Three things you can do now/))).toHaveLength(1);
});

test('what is asked in a channel is answered there by name and states, and whole in the chat of whoever asked', async () => {
  const { teams, people, microsoft } = stage;
  const [vera, channel] = [people['voice-admin'], teams.channel()];
  await teams.say(vera, 'help');
  await microsoft.connector.next(isIn(teams.personal(vera), /What you can say/));
  await teams.post(teams.message(vera, channel, 'status of busy@contoso.com'));
  const shared = JSON.stringify((await microsoft.connector.next(isIn(channel, /Bianca Busy/))).activity);
  expect(shared).toContain('Open our own chat');
  expect(shared).not.toMatch(/425 555|busy@contoso/);
  const whole = await microsoft.connector.next(isIn(teams.personal(vera), /Bianca Busy/));
  expect(JSON.stringify(whole.activity)).toMatch(/425 555/);
});

test('a change in a channel has a view for each who looks, and one for all', async () => {
  const { teams, people, microsoft } = stage;
  const [vera, hana, odile, channel] = [people['voice-admin'], people.helpdesk, people.auditor, teams.channel()];
  await teams.post(teams.message(hana, channel, 'help'));
  await microsoft.connector.next(isIn(channel, /What you can say/));
  await teams.post(teams.message(vera, channel, 'turn voicemail off for busy@contoso.com'));
  const base = cardIn(await microsoft.connector.next(isIn(channel, /"refresh":/)));
  expect([titlesOf(base), base.refresh?.userIds]).toEqual([
    ['Refresh', 'Open our own chat'],
    [hana.id, vera.id],
  ]);
  const views = [];
  for (const person of [vera, hana, odile]) {
    const value = { action: { type: 'Action.Execute', verb: 'refresh', data: base.refresh?.action.data }, trigger: 'automatic' };
    const { status, body } = await teams.post(teams.invoke(person, channel, 'adaptiveCard/action', value));
    expect(status).toBe(200);
    views.push(titlesOf((body as { value: Card }).value));
  }
  expect(views).toEqual([
    ['Confirm', 'Edit', 'Withdraw', 'Script', 'Open our own chat'],
    ['Edit', 'Withdraw', 'Open our own chat'],
    ['Open our own chat'],
  ]);
});

test('beside a message people are found, and a change is asked for by a form that ends in the own chat', async () => {
  const { teams, people, microsoft } = stage;
  const [vera, elsewhere] = [people['voice-admin'], teams.groupChat()];
  const asks = async (name: string, value: unknown): Promise<string> =>
    JSON.stringify((await teams.post(teams.invoke(vera, elsewhere, name, value))).body);
  expect(await asks('composeExtension/query', { commandId: 'people', parameters: [{ name: 'name', value: 'bianca' }] })).toContain(
    '"tap":{"type":"invoke","value":{"person":"busy@contoso.com"}}',
  );
  const picked = await asks('composeExtension/selectItem', { person: 'busy@contoso.com' });
  expect(picked).toContain('Bianca Busy');
  expect(picked).not.toMatch(/425 555|busy@contoso/);
  expect(await asks('composeExtension/fetchTask', { commandId: 'ask' })).toContain('"id":"choice"');
  const said = await asks('composeExtension/submitAction', {
    commandId: 'ask',
    data: { operation: 'enable-voice', user: 'newhire@contoso.com', site: 'Seattle', number: '+1 425 555 0140' },
  });
  expect(said).toContain('is drafted: it is in our own chat');
  await microsoft.connector.next(isIn(teams.personal(vera), /Enable voice/));
  // In a chat in which the bot is not, nothing was tried.
  expect(microsoft.connector.sent.filter(({ conversation }) => conversation === elsewhere.conversation.id)).toEqual([]);
});
