import type { Activity } from 'botbuilder';
import { openTeamsStage, type TeamsStage } from './open-teams-stage';
import type { TeamsPerson } from './person';

/** What comes twice is acted on once: by the same id, and by another one. */
let stage: TeamsStage;
let admin: TeamsPerson;
beforeAll(async () => {
  stage = await openTeamsStage();
  admin = stage.people['voice-admin'];
});
afterAll(() => stage.close());

const inChat = () =>
  stage.microsoft.connector.sent.filter(({ conversation }) => conversation === stage.teams.personal(admin).conversation.id);
const textOf = ({ text, attachments }: Partial<Activity>): string => `${text ?? ''} ${JSON.stringify(attachments ?? [])}`;
const clickOn = (verb: string): RegExp => new RegExp(`"verb":"(?:${verb})","change":(\\d+),"version":(\\d+)`);

/** The first thing in the chat, of those from `from` on, that has this in it. */
async function hears(is: RegExp, from = 0): Promise<string> {
  const { activity } = await stage.microsoft.connector.next((one) => inChat().indexOf(one) >= from && is.test(textOf(one.activity)));
  return textOf(activity);
}

/** Says it, and gives the first answer that has this in it. */
async function says(text: string, is: RegExp): Promise<string> {
  const from = inChat().length;
  await stage.teams.say(admin, text);
  return hears(is, from);
}

async function numberOfChanges(): Promise<number> {
  const listed = await says('changes', /Changes, newest first|no changes/i);
  return new Set([...listed.matchAll(/"change":(\d+)/g)].map(([, id]) => id)).size;
}

function buttonIn(card: string, verb: string): { verb: string; change: number; version: number } {
  const [, change, version] = clickOn(verb).exec(card) ?? [];
  return { verb, change: Number(change), version: Number(version) };
}

const isReview = ({ activity }: { activity: Partial<Activity> }): boolean => clickOn('confirm').test(textOf(activity));
const writes = (): string[] =>
  stage.simulator
    .calls()
    .filter(({ cmdlet }) => !/^(Get|Test)-/.test(cmdlet))
    .map(({ cmdlet, parameters }) => `${cmdlet} ${JSON.stringify(parameters)}`);
const twice = (all: readonly string[]): string[] => all.filter((one, at) => all.indexOf(one) !== at);

test('a message that comes again, at once or later, is acted on once', async () => {
  const { teams } = stage;
  const wish = 'enable voice for newhire@contoso.com with +1 425 555 0140 at Seattle';
  const message = teams.message(admin, teams.personal(admin), wish);
  expect((await Promise.all([message, message, message].map((one) => teams.post(one)))).map(({ status }) => status)).toEqual([
    200, 200, 200,
  ]);
  await hears(clickOn('confirm'));
  expect((await teams.post(message)).status).toBe(200);
  expect(await numberOfChanges()).toBe(1);
  expect(inChat().filter((one) => one.kind === 'sent' && isReview(one))).toHaveLength(1);
});

test('a click that comes again is answered with how things stand; each cmdlet runs once', async () => {
  const { teams } = stage;
  const button = buttonIn(await hears(clickOn('confirm')), 'confirm');
  const same = { id: 'click-1' };
  const answers = await Promise.all([teams.click(admin, button, same), teams.click(admin, button, same), teams.click(admin, button)]);
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
  }
  await hears(clickOn('undo'));
  for (const more of [same, {}]) expect(JSON.stringify((await teams.click(admin, button, more)).body)).toContain('Done');
  expect(writes()).not.toEqual([]);
  expect(twice(writes())).toEqual([]);
  expect(await numberOfChanges()).toBe(1);
});

test('put back that comes again, by the same id or another, puts back once', async () => {
  const { teams } = stage;
  const button = buttonIn(await hears(clickOn('undo')), 'undo');
  const from = inChat().length;
  for (const more of [{ id: 'click-2' }, { id: 'click-2' }, { id: 'click-3' }])
    expect((await teams.click(admin, button, more)).status).toBe(200);
  await hears(clickOn('submit|confirm'), from);
  expect(await numberOfChanges()).toBe(2);
});

test('words on a button that come again are not said again', async () => {
  const { teams } = stage;
  const from = inChat().length;
  const button = { verb: 'say', command: 'reserve +1 425 555 0145' };
  const same = { id: 'click-4' };
  await teams.click(admin, button, same);
  const again = await teams.click(admin, button, same);
  expect(again).toEqual({
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' },
  });
  expect(inChat().slice(from)).toHaveLength(1);
});
