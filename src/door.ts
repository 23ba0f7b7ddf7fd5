import type { Activity } from 'botbuilder';
import { createLocalAdapter, type Adapter } from './bot/adapter';
import { identityIn, isOfTenant } from './bot/identity-in';
import type { HttpServer } from './bot/server';
import type { People } from './auth/people';
import type { Person } from './auth/person';
import { keyInMessage } from './checks/certificate/key-in-message';
import type { Clock } from './clock';
import type { Config } from './config';
import { addLocalEndpoint } from './local/local-endpoint';
import type { Files } from './reports/service';
import { UserError } from './sentence';
import type { Database } from './store/database';
import type { WayIn } from './way-in';

/** How people reach Switchboard: as Teams, where everybody is proved, or on this machine, where everybody is who they say they are. */
export interface Door {
  adapter: Adapter;
  /** Whether an activity is of the tenant that Switchboard works for. */
  isOurs(activity: Activity): boolean;
  /** Who is behind an activity that is. */
  speaking(activity: Activity): Promise<Person>;
  files: Files;
  /** Deletes what is over. */
  sweep(): void;
  /** Lets waiting clients go, so that the server can stop. */
  close(): void;
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

function teamsDoor({ adapter, app }: WayIn, { people }: DoorOptions): Door {
  return {
    adapter,
    isOurs: (activity) => isOfTenant(activity, app.tenantId),
    async speaking(activity) {
      const identity = identityIn(activity);
      if (identity?.tenantId !== app.tenantId) throw new Error('An activity of nobody in the tenant came as far as its answer.');
      return people.lately(identity);
    },
    files: { offer: () => Promise.reject(new UserError('file.not-in-teams')) },
    sweep: () => undefined,
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
    files,
    sweep: () => files.sweep(),
    close,
  };
}
