import path from 'node:path';
import type { Activity } from 'botbuilder';
import { createLocalAdapter, type Adapter } from './bot/adapter';
import { createDownloadFile } from './bot/download-file';
import { createFileConsent, type FileConsent } from './bot/file-consent';
import { identityIn, isOfTenant } from './bot/identity-in';
import type { OwnChat } from './bot/own-chat';
import { ownChatOf } from './bot/place';
import type { ReadFile } from './bot/sent-files';
import type { HttpServer } from './bot/server';
import type { People } from './auth/people';
import type { Person } from './auth/person';
import { keyInMessage } from './checks/certificate/key-in-message';
import type { Clock } from './clock';
import type { Config } from './config';
import { addLocalEndpoint } from './local/local-endpoint';
import type { Files } from './reports/service';
import type { Database } from './store/database';
import type { WayIn } from './way-in';

/** How people reach Switchboard: as Teams, where everybody is proved, or on this machine, where everybody is who they say they are. */
export interface Door {
  adapter: Adapter;
  /** Whether an activity is of the tenant that Switchboard works for. */
  isOurs(activity: Activity): boolean;
  /** Who is behind an activity that is. */
  speaking(activity: Activity): Promise<Person>;
  /** The address of somebody's own chat with Switchboard; null where every chat is one. */
  ownChat: string | null;
  /** How files are handed to people, and read from their messages. @param own where people are told of them */
  openFiles(own: OwnChat): DoorFiles;
  /** Lets waiting clients go, so that the server can stop. */
  close(): void;
}

export interface DoorFiles {
  files: Files;
  /** Null where nobody is asked. */
  consent: FileConsent | null;
  readFile?: ReadFile;
  /** Deletes what is over. */
  sweep(): void;
}

interface DoorOptions {
  /** Null in local mode. */
  wayIn: WayIn | null;
  config: Config;
  server: Pick<HttpServer, 'routes' | 'url'>;
  people: People;
  database: Database;
  clock: Clock;
}

/** Production as soon as an app id is configured; then nothing of local mode is there at all. */
export function openDoor(options: DoorOptions): Door {
  const { wayIn } = options;
  return wayIn === null ? localDoor(options) : teamsDoor(wayIn, options);
}

function teamsDoor({ adapter, app }: WayIn, { config, people, clock }: DoorOptions): Door {
  const hosts = app.endpoints.files;
  return {
    adapter,
    isOurs: (activity) => isOfTenant(activity, app.tenantId),
    async speaking(activity) {
      const identity = identityIn(activity);
      if (identity?.tenantId !== app.tenantId) throw new Error('An activity of nobody in the tenant came as far as its answer.');
      return people.lately(identity);
    },
    ownChat: ownChatOf(app),
    openFiles(own) {
      const consent = createFileConsent({ folder: path.join(config.dataDir, 'files'), clock, own, hosts });
      return { files: consent, consent, readFile: createDownloadFile(hosts), sweep: () => consent.sweep() };
    },
    close: () => undefined,
  };
}

function localDoor({ config, server, people, database, clock }: DoorOptions): Door {
  const { url, routes } = server;
  const { files, close } = addLocalEndpoint(routes, { config, people, database, clock, url, holdsKey: keyInMessage });
  return {
    adapter: createLocalAdapter({ ownUrl: url }),
    isOurs: () => true,
    speaking: ({ from }) => people.speaking(from),
    ownChat: null,
    openFiles: () => ({ files, consent: null, sweep: () => files.sweep() }),
    close,
  };
}
