import path from 'node:path';
import type { Server } from 'restify';
import type { People } from '../auth/people';
import { may, rights, type Person } from '../auth/person';
import type { Clock } from '../clock';
import type { Config } from '../config';
import type { Database } from '../store/database';
import { addConnector } from './connector';
import { addDirectLine } from './direct-line';
import { createLocalFiles, type LocalFiles } from './files';
import { localGuard } from './guard';
import { addPage, type Doing } from './page';
import { simulatedControl } from './simulated-control';
import { addTenantView } from './tenant-view';
import { createTranscript } from './transcript';

export interface LocalEndpoint {
  /** Lets waiting clients go, so that the server can stop. */
  close(): void;
  files: LocalFiles;
}

/**
 * Everything of local mode on one server: page, Direct Line subset, connector, and the guard before all routes, the bot's own too.
 * Throws when the back end is a live one: here everybody is who they say they are.
 */
export function addLocalEndpoint(
  routes: Server,
  {
    config,
    people,
    database,
    clock,
    url,
    holdsKey,
  }: {
    config: Pick<Config, 'backend' | 'model' | 'language' | 'dataDir' | 'simulator' | 'policy'>;
    people: People;
    database: Database;
    clock: Clock;
    url: () => string;
    /** What a message with a private key says is not kept. */ holdsKey: (activity: unknown) => boolean;
  },
): LocalEndpoint {
  if (config.backend === 'powershell')
    throw new Error('The local endpoint trusts whoever reaches it: it works with the simulated tenant alone.');
  const transcript = createTranscript(database);
  routes.pre(localGuard());
  addPage(routes, {
    tenant: config.model.tenantName,
    platform: config.model.platform,
    language: config.language,
    personas: async () =>
      (await people.everybody()).map(({ id, person }) => ({ id, name: person.name, may: doings(person, people, config.policy) })),
  });
  addDirectLine(routes, { transcript, clock, botUrl: url, holdsKey });
  const closing = new AbortController();
  addTenantView(routes, { control: simulatedControl(config.simulator), model: config.model, people, closing: closing.signal });
  addConnector(routes, { transcript, clock });
  const files = createLocalFiles(routes, { folder: path.join(config.dataDir, 'files'), people, clock, url });
  const close = (): void => {
    transcript.close();
    closing.abort();
  };
  return { close, files };
}

/** The rights that somebody has at all, and whether the policy knows them as an approver. */
function doings(person: Person, people: People, { rules, default: otherwise }: Config['policy']): Doing[] {
  const groups = [otherwise, ...rules].flatMap(({ stages }) => stages.flatMap((stage) => Object.keys(stage)));
  const approves = groups.some((group) => people.inGroup(person, group));
  return [...rights.filter((right) => may(person, right)), ...(approves ? (['approve'] as const) : [])];
}
