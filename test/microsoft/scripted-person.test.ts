import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { decode } from 'jsonwebtoken';
import { openTeamsStage, type TeamsStage } from './open-teams-stage';
import type { TeamsPerson } from './person';
import { openDatabase } from '../../src/store/database';
import { systemClock } from '../../src/clock';

/** What one person does in Teams from the first word to the cmdlet, and another beside her. */
let stage: TeamsStage;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'switchboard-scripted-'));
  stage = await openTeamsStage({
    signedIn: false,
    environment: { HOST: '0.0.0.0', DATABASE_URL: `sqlite:${path.join(folder, 'switchboard.db')}` },
  });
  const { entra, tenantId, graph } = stage.microsoft;
  // The simulated tenant asks for the tokens of whoever calls, and believes nothing else.
  const of = { publicKey: entra.publicKey, tenantId, graph: graph.url, teams: '48ac35b8-9aa8-4d74-927d-1f4a14a0b239' };
  stage.simulator.control({ do: 'require-tokens', of });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (activity: Partial<Activity>): string => JSON.stringify(activity);
const chatOf = (person: TeamsPerson): string => stage.teams.personal(person).conversation.id;
const sentTo = (conversation: string): Partial<Activity>[] =>
  stage.microsoft.connector.sent.filter((one) => one.conversation === conversation).map(({ activity }) => activity);
/** What is said or edited in a conversation from here on, or was since `after` such. */
const hears = async (conversation: string, what: RegExp, after = 0): Promise<Partial<Activity>> => {
  const matching = () => sentTo(conversation).filter((activity) => what.test(textOf(activity)));
  await stage.microsoft.connector.next(() => matching().length > after);
  return matching()[after]!;
};
const heard = (conversation: string, what: RegExp): number => sentTo(conversation).filter((activity) => what.test(textOf(activity))).length;

async function signsIn(person: TeamsPerson, cards: number): Promise<void> {
  const card = await hears(chatOf(person), /card\.oauth/, cards);
  const { tokenExchangeResource, connectionName } = card.attachments?.[0]?.content as Record<string, { id: string }>;
  const value = { id: tokenExchangeResource?.id, connectionName, token: person.ssoToken() };
  const done = await stage.teams.post(stage.teams.invoke(person, stage.teams.personal(person), 'signin/tokenExchange', value));
  expect(done.status).toBe(200);
}

/** A click on a card as it was shown; the answer shows what became of it. */
async function clicks(person: TeamsPerson, card: Partial<Activity>, verb: string, more: Record<string, unknown> = {}): Promise<void> {
  const data = new RegExp(`"data":({"verb":"${verb}"[^}]*})`).exec(textOf(card))?.[1];
  const { status, body } = await stage.teams.click(person, { ...(JSON.parse(data ?? '{}') as { verb: string }), ...more });
  expect([status, textOf(body as object)]).toEqual([200, expect.not.stringContaining('was old')]);
}

it('goes from a channel to the chat, through two people, to the cmdlet, as herself', async () => {
  const { teams, people, microsoft, simulator } = stage;
  const [vera, aldo] = [people['voice-admin'], people.approver];
  const channel = teams.channel();

  // She asks in a channel: there only the way to the chat is shown.
  await teams.post(teams.message(vera, channel, 'allow international calls for busy@contoso.com'));
  const answer = await hears(channel.conversation.id, /Open the chat/);
  expect(textOf(answer)).toContain(
    `https://teams.microsoft.com/l/chat/0/0?tenantId=${microsoft.tenantId}&users=28:${microsoft.appId}&message=sign%20in`,
  );
  expect(textOf(answer)).not.toContain('busy');

  // In the chat she signs in, and what she wanted goes on there by itself.
  await teams.say(vera, 'sign in');
  await signsIn(vera, 0);
  const shown = await hears(chatOf(vera), /"verb":"submit"/);
  expect(textOf(shown)).toContain('busy@contoso.com');
  expect(heard(channel.conversation.id, /busy/)).toBe(0);

  // The approver signs in too.
  await teams.say(aldo, 'sign in');
  await signsIn(aldo, 0);
  await hears(chatOf(aldo), /signed in as/);

  await clicks(vera, shown, 'submit', { comment: 'Travels to Paris' });
  const request = await hears(chatOf(aldo), /"verb":"approve"/);

  // She signs out before he approves: the change waits for her, and loses nothing.
  await teams.say(vera, 'sign out');
  await hears(chatOf(vera), /You are signed out/);
  await clicks(aldo, request, 'approve');
  await hears(chatOf(vera), /Change 1 waits for it/);
  await signsIn(vera, 1);
  await hears(chatOf(vera), /Change 1 goes on/);
  await hears(chatOf(vera), /"summary":"[^"]*: Done"/);

  // Who called is whom the tokens name: hers, had on behalf of her, and nobody else's.
  const calls = simulator.calls();
  const writes = calls.filter(({ cmdlet }) => /^(Set|Grant)-/.test(cmdlet));
  expect(writes.length).toBeGreaterThan(0);
  const hers = microsoft.entra.issued.map((token) => decode(token, { json: true })).filter((claims) => claims?.oid === vera.objectId);
  for (const { caller, tokenId, outcome } of writes) {
    expect([caller, outcome]).toEqual([vera.objectId, 'done']);
    expect(hers.some((claims) => claims?.uti === tokenId && claims?.aud === '48ac35b8-9aa8-4d74-927d-1f4a14a0b239')).toBe(true);
  }
  expect(new Set(calls.map(({ caller }) => caller))).toEqual(new Set([vera.objectId]));

  await teams.say(vera, 'who am i');
  const who = textOf(await hears(chatOf(vera), /Object id/));
  expect(who).toContain(vera.objectId);
  await teams.say(people.auditor, 'sign in');
  await signsIn(people.auditor, 0);
  await teams.say(people.auditor, 'audit verify');
  await hears(chatOf(people.auditor), /entries/i);

  const { marks } = microsoft;
  const said = microsoft.connector.sent.map(({ activity }) => textOf(activity)).join('\n');
  await stage.close();

  const database = await openDatabase(`sqlite:${path.join(folder, 'switchboard.db')}`, { clock: systemClock, readOnly: true });
  const rows = await database.db.selectFrom('audit').select(['kind', 'actor', 'body']).orderBy('seq').execute();
  await database.close();
  const story = rows.flatMap(({ kind, actor }) => {
    const name = actor === null ? '' : String((JSON.parse(actor) as { name?: string }).name);
    return /^(signed|change\.|cmdlet\.sent)/.test(kind) ? [`${kind} ${name}`.trim()] : [];
  });
  expect(story).toEqual([
    'signed-in Vera Voiceadmin',
    'change.proposed Vera Voiceadmin',
    'signed-in Aldo Approver',
    'change.approval-asked Vera Voiceadmin',
    'signed-out Vera Voiceadmin',
    'change.approved Aldo Approver',
    'change.waiting-sign-in',
    'change.resumed Vera Voiceadmin',
    'signed-in Vera Voiceadmin',
    ...writes.map(() => 'cmdlet.sent Vera Voiceadmin'),
    'change.ended',
    'signed-in Odile Auditor',
  ]);

  // No byte of a token in the log, in a message, or in a file.
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'));
  for (const [where, text] of [
    ['log', stage.log.join('\n')],
    ['messages', said],
    ...files.map((text, index) => [`file ${index}`, text]),
  ] as const)
    expect([where, marks.filter((mark) => text?.includes(mark))]).toEqual([where, []]);
});
