import path from 'node:path';
import type { Server } from 'restify';
import type { People } from '../auth/people';
import type { Clock } from '../clock';
import type { Config } from '../config';
import type { Database } from '../store/database';
import { addConnector } from './connector';
import { addDirectLine } from './direct-line';
import { createLocalFiles, type LocalFiles } from './files';
import { localGuard } from './guard';
import { addPage } from './page';
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
    config: Pick<Config, 'backend' | 'model' | 'language' | 'dataDir'>;
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
      (await people.everybody()).map(({ id, person }) => ({ id, name: person.name, roles: person.roles.map(({ name }) => name) })),
  });
  addDirectLine(routes, { transcript, clock, botUrl: url, holdsKey });
  addConnector(routes, { transcript, clock });
  const files = createLocalFiles(routes, { folder: path.join(config.dataDir, 'files'), people, clock, url });
  return { close: () => transcript.close(), files };
}
