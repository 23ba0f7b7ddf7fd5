import { Writable } from 'node:stream';
import type { Activity, TurnContext } from 'botbuilder';
import { createAppToken } from '../../src/auth/app-token';
import { createCredentials } from '../../src/auth/create-credentials';
import { createEntra } from '../../src/auth/entra';
import type { Person } from '../../src/auth/person';
import { createActivityHandler } from '../../src/bot/activity-handler';
import { createLog } from '../../src/bot/log';
import { openSignIn, type SignIn } from '../../src/bot/open-sign-in';
import { createInstalled } from '../../src/bot/installed';
import { createMembers } from '../../src/bot/members';
import { createOwnChat } from '../../src/bot/own-chat';
import { createReach } from '../../src/bot/reach';
import { createReceiver } from '../../src/bot/receive';
import { createServer } from '../../src/bot/server';
import { createSpeaker } from '../../src/bot/speaker';
import { createTeamsAdapter } from '../../src/bot/teams-adapter';
import { createTokenService } from '../../src/bot/token-service';
import { createTextPages } from '../../src/bot/text-pages';
import { createTurnQueue } from '../../src/bot/turn-queue';
import { createUserTokens } from '../../src/bot/user-token';
import { systemClock } from '../../src/clock';
import type { TeamsApp } from '../../src/config-teams';
import type { Conversation, Speech } from '../../src/dialogs/conversation';
import type { Database } from '../../src/store/database';
import type { Microsoft } from '../microsoft/open-microsoft';
import { unasked } from './running-bot';

export interface TeamsBot {
  url: string;
  signIn: SignIn;
  /** What was said to the conversation, and by whom, while they were signed in. */
  heard: string[];
  log: string[];
  stop(): Promise<void>;
}

/** A bot in Teams with a small conversation: whatever is said needs credentials, and is heard once they are there. */
export async function runTeamsBot(microsoft: Microsoft, database: Database, goOn: (who: Person) => number[] = () => []): Promise<TeamsBot> {
  const lines: string[] = [];
  const log = createLog({
    level: 'debug',
    destination: new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) }),
  });
  const heard: string[] = [];
  const server = createServer({ host: '127.0.0.1', port: 0, loopbackOnly: true, checks: [], log });
  // Where people's browsers reach it is known only once it listens.
  const app: TeamsApp & { address: string } = { ...appOf(microsoft), address: '' };
  const entra = createEntra({ app, clock: systemClock });
  const adapter = createTeamsAdapter({ app, appToken: createAppToken(entra, systemClock), clock: systemClock });
  const queue = createTurnQueue();
  const speechOf = async ({ from, conversation }: Activity): Promise<Speech> => ({
    person: { tenantId: String(conversation.tenantId), objectId: String(from.aadObjectId), name: from.name, groups: [], roles: [] },
    language: 'en',
  });
  const wake = (): void => undefined;
  const reach = createReach({ database, clock: systemClock, restored: async () => undefined, wake });
  const own = createOwnChat({ database, adapter, reach, wake, address: null });
  const members = createMembers({ database, clock: systemClock });
  const speaker = createSpeaker({
    database,
    clock: systemClock,
    speechOf,
    wake,
    own,
    reach,
    pages: createTextPages({ database, clock: systemClock }),
  });
  const service = createTokenService({ client: adapter.userTokens, connection: app.connection });
  const tokens = createUserTokens({ database, clock: systemClock, service });
  const credentials = createCredentials({
    entra,
    userTokens: tokens,
    tenantId: app.tenantId,
    graph: app.endpoints.graph,
    clock: systemClock,
    renewBeforeMs: 600_000,
  });
  const url = await server.listen();
  app.address = url;
  const signIn = openSignIn({
    app,
    adapter,
    queue,
    routes: server.routes,
    language: () => 'en',
    database,
    clock: systemClock,
    service,
    tokens,
    credentials,
    reach,
    noteWhere: speaker.noteWhere,
    goOn: async (_trx, who) => goOn(who),
    moved: () => undefined,
    handle: (activity) => receiver.handle(activity),
    log,
  });
  const conversation: Conversation = {
    async message(turn: TurnContext, speech, text) {
      if (/^\d{6}$/.test(text) && (await signIn.desk.redeem(turn, speech, text))) return;
      if (text === 'sign out') return signIn.desk.signOut(turn, speech);
      const { needed } = await signIn.desk.standing(speech.person);
      if (needed === null && !text.startsWith('risky')) {
        heard.push(`${speech.person.name}: ${text}`);
        return void (await turn.sendActivity(`heard ${text}`));
      }
      await signIn.desk.ask(turn, speech, { reason: needed ?? 'fresh', wish: needed === null ? null : text, stays: false });
    },
    action: async () => null,
    ...unasked,
  };
  const handler = createActivityHandler({
    conversation,
    speechOf,
    spokenIn: async () => 'en',
    members,
    own,
    cardFor: async () => null,
    files: null,
    signIn: signIn.invokes,
    log,
  });
  const receiver = createReceiver({
    database,
    clock: systemClock,
    adapter,
    handler,
    installed: createInstalled({ reach, speechOf, isText: async () => false, greet: handler.greet }),
    members,
    decides: () => false,
    queue,
    holdsKey: () => false,
    isOurs: () => true,
    log,
  });
  server.routes.post('/api/messages', receiver.onRequest);
  signIn.sender.start();
  return {
    url,
    signIn,
    heard,
    log: lines,
    async stop() {
      await receiver.stop(2_000);
      await signIn.sender.stop();
      await server.stop(500);
    },
  };
}

function appOf({ tenantId, secret, teams }: Microsoft): TeamsApp {
  const { login, graph, botOpenId, tokenService, connectors } = teams.endpoints;
  return {
    appId: teams.appId,
    tenantId,
    proof: { kind: 'secret', secret },
    connection: teams.connection,
    address: null,
    channels: ['msteams'],
    endpoints: {
      login: String(login),
      graph: String(graph),
      botOpenId: String(botOpenId),
      botIssuer: 'https://api.botframework.com',
      tokenService: String(tokenService),
      connectors: [...(connectors ?? [])],
      files: [],
    },
  };
}
