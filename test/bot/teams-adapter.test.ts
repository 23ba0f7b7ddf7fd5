import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity, ConversationReference } from 'botbuilder';
import { createAppToken } from '../../src/auth/app-token';
import { createEntra } from '../../src/auth/entra';
import type { Adapter } from '../../src/bot/adapter';
import { retryAfter } from '../../src/bot/channel-error';
import { createTeamsAdapter, isTrusted } from '../../src/bot/teams-adapter';
import { systemClock } from '../../src/clock';
import type { TeamsApp } from '../../src/config-teams';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';

test.each<[string, string[], boolean]>([
  ['https://smba.trafficmanager.net/amer/', ['smba.trafficmanager.net'], true],
  ['https://SMBA.trafficmanager.net/amer/', ['smba.trafficmanager.net'], true],
  ['https://smba.infra.gcc.teams.microsoft.com/', ['*.teams.microsoft.com'], true],
  ['http://smba.trafficmanager.net/amer/', ['smba.trafficmanager.net'], false],
  ['https://smba.trafficmanager.net:8443/', ['smba.trafficmanager.net'], false],
  ['https://smba.trafficmanager.net@example.com/', ['smba.trafficmanager.net'], false],
  ['https://me@smba.trafficmanager.net/', ['smba.trafficmanager.net'], false],
  ['https://teams.microsoft.com.example.com/', ['*.teams.microsoft.com'], false],
  ['https://evilteams.microsoft.com/', ['*.teams.microsoft.com'], false],
  ['https://teams.microsoft.com/', ['*.teams.microsoft.com'], false],
  ['http://127.0.0.1:4000/', ['127.0.0.1:4000'], true],
  ['http://127.0.0.1:4001/', ['127.0.0.1:4000'], false],
  ['file:///etc/passwd', ['*.teams.microsoft.com'], false],
  ['here', ['here'], false],
])('answers to %s, with the list %j: %s', (serviceUrl, hosts, is) => expect(isTrusted(serviceUrl, hosts)).toBe(is));

function adapterFor(microsoft: Microsoft, connectors: string[], timeoutMs?: number): Adapter {
  const { appId, tenantId, secret, teams } = microsoft;
  const endpoints = { ...teams.endpoints, botIssuer: 'https://api.botframework.com', connectors } as TeamsApp['endpoints'];
  const appToken = createAppToken(
    createEntra({ app: { appId, tenantId, proof: { kind: 'secret', secret }, endpoints }, clock: systemClock }),
    systemClock,
  );
  return createTeamsAdapter({
    app: { appId, channels: ['msteams'], endpoints },
    appToken,
    clock: systemClock,
    ...(timeoutMs && { timeoutMs }),
  });
}

function chatAt(serviceUrl: string): Partial<ConversationReference> {
  return {
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: 'a:1' } as ConversationReference['conversation'],
    bot: { id: '28:bot', name: '' },
  };
}

test("the bot's token goes nowhere but to the list, whatever is stored", async () => {
  const microsoft = await openMicrosoft();
  const adapter = adapterFor(microsoft, ['smba.trafficmanager.net']);
  const failed = await adapter
    .reach(chatAt(microsoft.connector.url), async (turn) => void (await turn.sendActivity('hello')))
    .catch((error: unknown) => error);
  expect(retryAfter(failed, 0)).toBeNull();
  expect([...microsoft.connector.asked, ...microsoft.entra.asked]).toEqual([]);
  await microsoft.close();
});

test('while the keys of the Bot Framework cannot be read, nobody is heard, and told to come again', async () => {
  const microsoft = await openMicrosoft();
  const { connector, botFramework } = microsoft;
  const adapter = adapterFor(microsoft, [new URL(connector.url).host]);
  const token = botFramework.channelToken({ serviceUrl: connector.url });
  await botFramework.close();
  const activity = { channelId: 'msteams', serviceUrl: connector.url } as Activity;
  expect(await adapter.refusal(activity, `Bearer ${token}`)).toMatchObject({ status: 503 });
  await microsoft.close();
});

test('all turns share their clients and one token', async () => {
  const microsoft = await openMicrosoft();
  const { connector, entra } = microsoft;
  const adapter = adapterFor(microsoft, [new URL(connector.url).host]);
  const clients = new Set<unknown>();
  for (let turns = 0; turns < 3; turns++) {
    await adapter.reach(chatAt(connector.url), async (turn) => {
      for (const key of ['ConnectorClientKey', 'UserTokenClientKey'] as const) clients.add(turn.turnState.get(turn.adapter[key as never]));
      await turn.sendActivity('hello');
    });
  }
  expect(clients.size).toBe(2);
  expect(connector.sent).toHaveLength(3);
  expect(entra.grants).toHaveLength(1);
  await microsoft.close();
});

test('a connector that does not answer is given up on', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const microsoft = await openMicrosoft();
  const adapter = adapterFor(microsoft, [`127.0.0.1:${port}`], 50);
  await expect(adapter.reach(chatAt(`http://127.0.0.1:${port}`), async (turn) => void (await turn.sendActivity('hello')))).rejects.toThrow(
    'There was no answer within 50 ms.',
  );
  silent.closeAllConnections();
  silent.close();
  await microsoft.close();
});
