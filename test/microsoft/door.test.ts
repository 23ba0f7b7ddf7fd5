import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { sendHttp } from '../../src/http-client';
import type { TokenOptions } from './bot-framework';
import { openTeamsStage, type TeamsStage } from './open-teams-stage';
import type { TeamsPerson } from './person';

/** What comes to a Switchboard in production, and what it answers. */
let stage: TeamsStage;
beforeAll(async () => (stage = await openTeamsStage({ environment: { HOST: '0.0.0.0' } })));
afterAll(() => stage.close());

type Body = Partial<Activity> & Record<string, unknown>;

const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;
const token = (options: Partial<TokenOptions> = {}): string =>
  stage.microsoft.botFramework.channelToken({ serviceUrl: stage.microsoft.connector.url, ...options });
/** As the emulator, or another bot, gets one: from Entra, for the application. */
const ofEntra = (claims: Record<string, unknown>): Record<string, unknown> => ({
  iss: `https://login.microsoftonline.com/${stage.microsoft.tenantId}/v2.0`,
  aud: stage.microsoft.appId,
  tid: stage.microsoft.tenantId,
  ver: '2.0',
  serviceurl: undefined,
  ...claims,
});
const sentTo = (person: TeamsPerson) =>
  stage.microsoft.connector.sent.filter(({ conversation }) => conversation === stage.teams.personal(person).conversation.id);
const logged = (activity: Body): string =>
  stage.log.filter((line) => line.includes('was refused') && line.includes(String(activity.serviceUrl))).at(-1) ?? '';

/** What is sent, and what comes back: the status, and the reason in the log of what is refused. */
const table: {
  what: string;
  token: () => string | null;
  activity?: (good: Body) => Body;
  headers?: Record<string, string>;
  answer: string;
}[] = [
  { what: 'a good token', token: () => token(), answer: '200' },
  { what: 'no token', token: () => null, answer: '401 there is no token' },
  { what: 'a password', token: () => null, headers: { authorization: 'Basic c3dpdGNoOmJvYXJk' }, answer: '401 there is no token' },
  { what: 'a word for a token', token: () => 'token', answer: '401 there is no token' },
  { what: 'three words for a token', token: () => 'a.b.c', answer: '401 signed with a key that is not published' },
  { what: 'expired 6 minutes ago', token: () => token({ claims: { exp: seconds(-360) } }), answer: '401 jwt expired' },
  { what: 'expired 4 minutes ago: clocks differ', token: () => token({ claims: { exp: seconds(-240) } }), answer: '200' },
  { what: 'valid in 6 minutes', token: () => token({ claims: { nbf: seconds(360) } }), answer: '401 jwt not active' },
  { what: 'valid in 4 minutes: clocks differ', token: () => token({ claims: { nbf: seconds(240) } }), answer: '200' },
  { what: 'without an end', token: () => token({ claims: { exp: undefined } }), answer: '401 it lives longer than a day' },
  { what: 'valid for a week', token: () => token({ claims: { exp: seconds(7 * 86_400) } }), answer: '401 it lives longer than a day' },
  { what: 'for another bot', token: () => token({ claims: { aud: randomUUID() } }), answer: '401 jwt audience invalid' },
  { what: 'for nobody', token: () => token({ claims: { aud: undefined } }), answer: '401 jwt audience invalid' },
  { what: 'by another issuer', token: () => token({ claims: { iss: 'https://example.com' } }), answer: '401 jwt issuer invalid' },
  {
    what: "as the emulator's, signed by Entra",
    token: () => stage.microsoft.entra.sign(ofEntra({ azp: stage.microsoft.appId })),
    answer: '401 signed with a key that is not published',
  },
  {
    what: "as the emulator's, signed by the channel",
    token: () => token({ claims: ofEntra({ azp: stage.microsoft.appId }) }),
    answer: '401 jwt issuer invalid',
  },
  { what: "as another bot's", token: () => token({ claims: ofEntra({ azp: randomUUID() }) }), answer: '401 jwt issuer invalid' },
  { what: 'alg none', token: () => token({ alg: 'none' }), answer: '401 jwt signature is required' },
  { what: 'HS256 with the public key', token: () => token({ alg: 'HS256' }), answer: '401 invalid algorithm' },
  { what: "a stranger's key", token: () => token({ key: 'stranger' }), answer: '401 signed with a key that is not published' },
  {
    what: "a stranger's key by a good name",
    token: () => token({ key: 'stranger', kid: kidOf(token()) }),
    answer: '401 invalid signature',
  },
  { what: 'altered by a byte', token: () => altered(token()), answer: '401 invalid signature' },
  { what: 'a key without endorsements', token: () => token({ key: 'unendorsed' }), answer: '401 its key is not endorsed for the channel' },
  { what: "another channel's key", token: () => token({ key: 'other-channel' }), answer: '401 its key is not endorsed for the channel' },
  {
    what: 'for another serviceUrl',
    token: () => token({ serviceUrl: 'https://smba.example.com/' }),
    answer: '401 it is for another serviceUrl',
  },
  { what: 'for no serviceUrl', token: () => token({ claims: { serviceurl: undefined } }), answer: '401 it is for another serviceUrl' },
  { what: 'signed for a host outside the list', ...elsewhere('https://smba.example.com/'), answer: '403 foreign serviceUrl' },
  { what: 'signed for a name that ends alike', ...elsewhere('https://evil-smba.trafficmanager.net/'), answer: '403 foreign serviceUrl' },
  { what: 'signed for another port of this machine', ...elsewhere('http://127.0.0.1:9/'), answer: '403 foreign serviceUrl' },
  { what: 'the web chat, endorsed', token: () => token(), activity: inChannel('webchat'), answer: '403 channel' },
  { what: 'Direct Line, endorsed', token: () => token(), activity: inChannel('directline'), answer: '403 channel' },
  { what: 'the emulator', token: () => token(), activity: inChannel('emulator'), answer: '401 its key is not endorsed for the channel' },
  { what: 'AseChannel', token: () => token(), activity: inChannel('AseChannel'), answer: '401 its key is not endorsed for the channel' },
  { what: 'no sender', token: () => token(), activity: ({ from: _from, ...rest }) => rest, answer: '400' },
  { what: 'no id', token: () => token(), activity: ({ id: _id, ...rest }) => rest, answer: '400' },
  { what: 'an invoke without a token', token: () => null, activity: asInvoke, answer: '401 there is no token' },
  {
    what: 'an invoke for another bot',
    token: () => token({ claims: { aud: 'x' } }),
    activity: asInvoke,
    answer: '401 jwt audience invalid',
  },
  { what: 'an invoke that nobody knows', token: () => token(), activity: asInvoke, answer: '501' },
  {
    what: 'an installation without a token',
    token: () => null,
    activity: (good) => ({ ...good, type: 'installationUpdate' }),
    answer: '401 there is no token',
  },
  { what: 'an installation', token: () => token(), activity: (good) => ({ ...good, type: 'installationUpdate' }), answer: '200' },
];

test.each(table)('$what → $answer', async ({ token: made, activity = (good) => good, headers, answer }) => {
  const { teams, microsoft } = stage;
  const person = microsoft.person();
  const body = activity(teams.message(person, teams.personal(person), 'help'));
  const { status } = await teams.post(body, made(), headers);
  const [expected = '', ...reason] = answer.split(' ');
  expect(status).toBe(Number(expected));
  if (reason.length > 0) expect(logged(body)).toContain(reason.join(' '));
  const isHeard = expected === '200' && body.type === 'message';
  if (isHeard) await microsoft.connector.next(({ conversation }) => conversation === body.conversation?.id);
  else expect(sentTo(person)).toEqual([]);
});

test.each<[string, 'a message' | 'a toast' | 'nothing', (person: TeamsPerson) => Body]>([
  ['a message of another tenant', 'a message', (person) => said(person)],
  ['a click of another tenant', 'a toast', (person) => clicked(person)],
  ['an installation of another tenant', 'nothing', (person) => ({ ...said(person), type: 'installationUpdate' })],
  ['two tenants in one message', 'a message', (person) => ({ ...said(person), channelData: { tenant: { id: stage.microsoft.tenantId } } })],
  ['nobody known to Entra', 'a message', ({ id }) => ({ ...ours(), from: { id, name: 'Somebody' } })],
  ['a name for an object id', 'a message', ({ id }) => ({ ...ours(), from: { id, name: 'X', aadObjectId: 'voice-admin' } })],
  ['no tenant at all', 'a message', () => ({ ...ours(), conversation: { id: randomUUID() } as Activity['conversation'], channelData: {} })],
])('%s is turned away: %s', async (_what, how, make) => {
  const { teams, microsoft } = stage;
  const before = microsoft.connector.sent.length;
  const body = make(microsoft.person({ tenantId: randomUUID() }));
  const answer = await teams.post(body);
  expect(answer.status).toBe(200);
  const told = microsoft.connector.sent.slice(before).map(({ activity }) => String(activity.text));
  if (how === 'a message') expect(told).toEqual([expect.stringContaining('another organisation')]);
  else expect(told).toEqual([]);
  if (how === 'a toast') expect(answer.body).toMatchObject({ value: expect.stringContaining('another organisation') as string });
  expect(stage.log.at(-1)).not.toContain(String(body.text));
});

test('who speaks is the account, whatever they call themselves', async () => {
  const { teams, people, microsoft } = stage;
  const stranger = microsoft.person({ name: people['voice-admin'].name });
  const body = teams.message(stranger, teams.personal(stranger), 'audit verify');
  await teams.post({ ...body, from: { ...body.from, id: 'voice-admin' } });
  const { activity } = await microsoft.connector.next(({ conversation }) => conversation === body.conversation?.id);
  expect(JSON.stringify(activity)).toContain('You may not');
});

test('nothing of local mode is there', async () => {
  const asked = ['/', '/v3/directline/conversations', '/v3/conversations/a/activities', '/files/x', '/local.js'].flatMap((path) =>
    (['GET', 'POST'] as const).map(async (method) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${stage.url}${path}`, { method, headers, ...(method === 'POST' && { body: '{}' }) })).status;
    }),
  );
  expect(new Set(await Promise.all(asked))).toEqual(new Set([404]));
  const elsewhere = { host: 'switchboard.example.com' };
  const healthz = await sendHttp(`${stage.url}/healthz`, { method: 'GET', headers: elsewhere, timeoutMs: 5_000 });
  expect(healthz.status).toBe(200);
});

test('keys are read once, the bot asks once for each token of its own, and no token is in the log', () => {
  const { botFramework, entra, marks, secret } = stage.microsoft;
  expect(botFramework.asked.filter((one) => one.endsWith('/keys'))).toHaveLength(1);
  const scopes = entra.grants.filter(({ grant }) => grant === 'app').map(({ scope }) => scope);
  expect(scopes).toEqual([...new Set(scopes)]);
  const log = stage.log.join('');
  expect([...marks, secret].filter((mark) => log.includes(mark))).toEqual([]);
});

function said(person: TeamsPerson): Body {
  return stage.teams.message(person, stage.teams.personal(person), 'help');
}

function ours(): Body {
  return said(stage.microsoft.person());
}

function clicked(person: TeamsPerson): Body {
  const value = { action: { type: 'Action.Execute', verb: 'confirm', data: { change: 1, version: 1 } } };
  return stage.teams.invoke(person, stage.teams.personal(person), 'adaptiveCard/action', value);
}

function elsewhere(serviceUrl: string): { token: () => string; activity: (good: Body) => Body } {
  return { token: () => token({ serviceUrl }), activity: (good) => ({ ...good, serviceUrl }) };
}

function inChannel(channelId: string): (good: Body) => Body {
  return (good) => ({ ...good, channelId });
}

function asInvoke(good: Body): Body {
  return { ...good, type: 'invoke', name: 'somebody/else', value: {} };
}

function kidOf(text: string): string {
  return (JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid: string }).kid;
}

function altered(text: string): string {
  const [head, , signature] = text.split('.');
  const claims = Buffer.from(JSON.stringify({ serviceurl: stage.microsoft.connector.url, aud: stage.microsoft.appId })).toString(
    'base64url',
  );
  return [head, claims, signature].join('.');
}
