import type { Activity } from 'botbuilder';
import { systemClock } from '../../src/clock';
import { openDatabase, type Database } from '../../src/store/database';
import { findReachable, noteReachable } from '../../src/store/reachable';
import { askForSignIn } from '../../src/store/sign-ins';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';
import type { TeamsPerson } from '../microsoft/person';
import { teamsClient, type Place } from '../microsoft/teams-client';
import { runTeamsBot, type TeamsBot } from './teams-bot';

interface OAuthCard {
  text: string;
  connectionName: string;
  buttons: { type: string; value: string }[];
  tokenExchangeResource?: { id: string; uri: string };
}

describe('signing in through Teams', () => {
  let microsoft: Microsoft;
  let database: Database;
  let bot: TeamsBot;
  let waiting: number[];
  let vera: TeamsPerson;

  beforeAll(async () => void (microsoft = await openMicrosoft()));
  afterAll(() => microsoft.close());
  beforeEach(async () => {
    waiting = [];
    database = await openDatabase('sqlite::memory:', { clock: systemClock });
    bot = await runTeamsBot(microsoft, database, () => waiting);
    vera = microsoft.person({ name: 'Vera' });
  });
  afterEach(async () => {
    await bot.stop();
    await database.close();
    // No byte of a token is where it could be read.
    expect(microsoft.marks.filter((mark) => bot.log.join('').includes(mark))).toEqual([]);
  });

  const teams = () => teamsClient(microsoft, bot.url);
  const conversationOf = (person: TeamsPerson) => teams().personal(person).conversation.id;
  const cardIn = (activity: Partial<Activity>): OAuthCard | null => {
    const found = activity.attachments?.find(({ contentType }) => contentType === 'application/vnd.microsoft.card.oauth');
    return (found?.content as OAuthCard | undefined) ?? null;
  };
  const cardsOf = (person: TeamsPerson): OAuthCard[] =>
    microsoft.connector.sent.flatMap(({ conversation, activity }) =>
      conversation === conversationOf(person) ? (cardIn(activity) ?? []) : [],
    );
  const nextCard = async (person: TeamsPerson, from = 0): Promise<OAuthCard> => {
    await microsoft.connector.next(() => cardsOf(person).length > from);
    return cardsOf(person)[from]!;
  };
  const told = (person: TeamsPerson, what: RegExp) =>
    microsoft.connector.next(({ conversation, activity }) => conversation === conversationOf(person) && what.test(activity.text ?? ''));
  const exchange = (person: TeamsPerson, card: OAuthCard, client = teams(), token = person.ssoToken()) =>
    client.post(
      client.invoke(person, client.personal(person), 'signin/tokenExchange', {
        id: card.tokenExchangeResource?.id,
        connectionName: card.connectionName,
        token,
      }),
    );
  const exchanges = () => microsoft.tokenService.asked.filter((one) => /exchange/i.test(one)).length;
  const verify = (person: TeamsPerson, state: string) =>
    teams().post(teams().invoke(person, teams().personal(person), 'signin/verifyState', { state }));
  const kinds = async () => (await database.db.selectFrom('audit').select('kind').orderBy('seq').execute()).map(({ kind }) => kind);
  const nothingLeaked = async () => {
    const tables = ['inbox', 'sign_ins', 'token_exchanges', 'reachable', 'audit', 'conversation_state'] as const;
    const rows = JSON.stringify(await Promise.all(tables.map((table) => database.db.selectFrom(table).selectAll().execute())));
    expect(microsoft.marks.filter((mark) => rows.includes(mark))).toEqual([]);
  };

  it('asks Teams, goes on with what was said, and does each once, however many clients answer', async () => {
    await teams().say(vera, 'status of busy@contoso.com');
    const card = await nextCard(vera);
    expect(card).toMatchObject({
      connectionName: 'Teams',
      buttons: [{ type: 'signin' }],
      tokenExchangeResource: { uri: expect.stringContaining('api://botid-') },
    });
    expect(bot.heard).toEqual([]);
    const before = exchanges();
    const other = await runTeamsBot(microsoft, database);
    const answers = await Promise.all([
      exchange(vera, card),
      exchange(vera, card, teamsClient(microsoft, other.url)),
      exchange(vera, card),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(exchanges() - before).toBe(1);
    await told(vera, /signed in as Vera.*status of busy/);
    await told(vera, /^heard status/);
    await bot.stop();
    await other.stop();
    expect([...bot.heard, ...other.heard]).toEqual(['Vera: status of busy@contoso.com']);
    expect((await kinds()).filter((kind) => kind.startsWith('sign'))).toEqual(['signed-in']);
    await nothingLeaked();
  });

  it('has Teams show the way to consent, and takes the code that comes from there', async () => {
    await teams().say(vera, 'sites');
    const card = await nextCard(vera);
    microsoft.tokenService.wantsConsent(vera, true);
    const answers = await Promise.all([exchange(vera, card), exchange(vera, card)]);
    expect(answers).toEqual(
      Array(2).fill({
        status: 412,
        body: { id: card.tokenExchangeResource?.id, connectionName: 'Teams', failureDetail: expect.any(String) },
      }),
    );
    expect((await verify(vera, '000000')).status).toBe(404);
    expect((await verify(vera, 'CancelledByUser')).status).toBe(404);
    const code = microsoft.tokenService.beginSignIn(vera);
    expect((await verify(vera, code)).status).toBe(200);
    await told(vera, /signed in as Vera/);
    await told(vera, /^heard sites/);
    expect(bot.heard).toEqual(['Vera: sites']);
  });

  it('takes the code as a message where the channel cannot bring it', async () => {
    await teams().say(vera, 'sites');
    await nextCard(vera);
    await teams().say(vera, microsoft.tokenService.beginSignIn(vera));
    await told(vera, /signed in as Vera/);
    await told(vera, /^heard sites/);
    expect(bot.heard).toEqual(['Vera: sites']);
    await nothingLeaked();
  });

  it('leads from a channel to the chat with us alone, where what was said goes on', async () => {
    const place: Place = teams().channel();
    await teams().post(teams().message(vera, place, 'status of busy@contoso.com'));
    // Nobody can be found who has never spoken with us alone: the card waits for that.
    await teams().say(vera, 'hello');
    const card = await nextCard(vera);
    expect(microsoft.connector.sent.filter(({ conversation }) => conversation === place.conversation.id)).toEqual([]);
    await exchange(vera, card);
    await told(vera, /^heard hello/);

    await teams().say(vera, 'sign out');
    await teams().post(teams().message(vera, place, 'status of busy@contoso.com'));
    const again = await nextCard(vera, 1);
    await exchange(vera, again);
    await told(vera, /^heard status/);
    expect(microsoft.connector.sent.filter(({ conversation }) => conversation === place.conversation.id)).toEqual([]);
  });

  it('keeps nothing under the name of somebody else', async () => {
    const mallory = microsoft.person({ name: 'Mallory' });
    await teams().say(vera, 'sites');
    const answer = await exchange(vera, await nextCard(vera), teams(), mallory.ssoToken());
    expect(answer.status).toBe(200);
    expect((await nextCard(vera, 1)).text).toContain('not the account you write with');
    expect(microsoft.tokenService.signedIn(vera)).toBe(false);
    expect(bot.heard).toEqual([]);
    expect(await kinds()).toContain('sign-in.refused');
  });

  it('carries what Conditional Access asks for to the person, and the person back', async () => {
    await teams().say(vera, 'sites');
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
    microsoft.entra.behave(vera.objectId, { kind: 'claims', claims }, { times: 100 });
    await exchange(vera, await nextCard(vera));
    const card = await nextCard(vera, 1);
    // It has to be clicked: what Teams knows by itself is what was not enough.
    expect(card).toMatchObject({
      text: expect.stringContaining('stronger sign-in'),
      buttons: [{ value: expect.stringContaining(`${bot.url}/sign-in?of=`) }],
    });
    expect(card.tokenExchangeResource).toBeUndefined();

    const out = await fetch(card.buttons[0]!.value, { redirect: 'manual' });
    const authorize = new URL(out.headers.get('location') ?? '');
    expect(out.status).toBe(302);
    expect(authorize.origin).toBe(microsoft.entra.url);
    expect(authorize.searchParams.get('claims')).toBe(claims);
    expect(authorize.searchParams.get('redirect_uri')).toBe(`${bot.url}/signed-in`);
    const cookie = (out.headers.get('set-cookie') ?? '').split(';')[0]!;

    const back = `${bot.url}/signed-in?state=${authorize.searchParams.get('state')}`;
    expect((await fetch(`${back}&code=x`, { redirect: 'manual' })).status).toBe(400);
    expect((await fetch(`${bot.url}/signed-in?state=guessed&code=x`, { redirect: 'manual', headers: { cookie } })).status).toBe(400);
    const refused = await fetch(`${back}&error=access_denied`, { headers: { cookie, 'accept-language': 'fr-FR' } });
    expect(await refused.text()).toContain('n’a pas abouti');
    const on = await fetch(`${back}&code=x`, { redirect: 'manual', headers: { cookie } });
    expect(on.headers.get('location')).toMatch(new RegExp(`^${microsoft.tokenService.url}/api/oauth/signin`));
    expect(on.headers.get('referrer-policy')).toBe('no-referrer');

    microsoft.entra.behave(vera.objectId, null);
    await verify(vera, microsoft.tokenService.beginSignIn(vera));
    await told(vera, /signed in as Vera/);
    await told(vera, /^heard sites/);
    expect(bot.heard).toEqual(['Vera: sites']);
  });

  it('leads to a fresh proof, and knows a link only as long as it waits for one', async () => {
    await teams().say(vera, 'hello');
    await exchange(vera, await nextCard(vera));
    await told(vera, /^heard hello/);
    await teams().say(vera, 'risky');
    const card = await nextCard(vera, 1);
    const link = card.buttons[0]!.value;
    const out = await fetch(link, { redirect: 'manual' });
    expect(new URL(out.headers.get('location') ?? '').searchParams.get('prompt')).toBe('login');
    await verify(vera, microsoft.tokenService.beginSignIn(vera));
    await told(vera, /say or click it again/);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(410);
    expect((await fetch(`${bot.url}/sign-in`, { redirect: 'manual' })).status).toBe(410);
  });

  it('shows the card once more, to be clicked, where Teams cannot do it by itself', async () => {
    await teams().say(vera, 'sites');
    await nextCard(vera);
    const failed = () =>
      teams().post(
        teams().invoke(vera, teams().personal(vera), 'signin/failure', { code: 'resourcematchfailed', message: 'Resource match failed' }),
      );
    expect((await Promise.all([failed(), failed()])).map(({ status }) => status)).toEqual([200, 200]);
    await bot.stop();
    expect(cardsOf(vera).map(({ tokenExchangeResource }) => tokenExchangeResource !== undefined)).toEqual([true, false]);
    expect(bot.log.join('')).toContain('resourcematchfailed');
  });

  it('sends a card to who is needed and did not ask, and tells what goes on after', async () => {
    await teams().say(vera, 'hello');
    await exchange(vera, await nextCard(vera));
    await told(vera, /signed in as Vera/);
    await teams().say(vera, 'sign out');
    waiting = [12, 13];
    microsoft.connector.fail(conversationOf(vera), { status: 429, retryAfterSeconds: 0 }, { times: 1 });
    await askForSignIn(database.db, {
      person: `${vera.tenantId}|${vera.objectId}`,
      reason: 'signed-out',
      at: systemClock.now(),
      send: true,
    });
    bot.signIn.sender.wake();
    const card = await nextCard(vera, 1);
    await exchange(vera, card);
    await told(vera, /The changes 12, 13 go on/);
    expect(await kinds()).toEqual(expect.arrayContaining(['signed-in', 'signed-out', 'signed-in']));
  });

  it('asks who had taken the app away once they have it again', async () => {
    await teams().say(vera, 'hello');
    await exchange(vera, await nextCard(vera));
    await told(vera, /^heard hello/);
    const person = `${vera.tenantId}|${vera.objectId}`;
    microsoft.connector.fail(conversationOf(vera), { status: 403, code: 'MessageWritesBlocked' }, { times: 1 });
    await askForSignIn(database.db, { person, reason: 'expired', at: systemClock.now(), send: true });
    const place = await findReachable(database.db, person);
    bot.signIn.sender.wake();
    await bot.signIn.sender.ended();
    expect(await findReachable(database.db, person)).toBeNull();
    expect(cardsOf(vera)).toHaveLength(1);
    await database.transaction((trx) => noteReachable(trx, { ...place!, person, at: systemClock.now().toISOString() }));
    bot.signIn.sender.wake();
    await nextCard(vera, 1);
  });
});
