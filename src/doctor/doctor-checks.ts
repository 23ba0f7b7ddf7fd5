import type { Check } from '../checks/check';
import type { Clock } from '../clock';
import type { Config } from '../config';
import type { AppToken } from '../auth/app-token';
import { databaseChecks } from './database';
import { machineChecks } from './machine';
import { microsoftChecks } from './microsoft';
import { powerShellChecks } from './power-shell';
import { look, nothing, well } from './said';

/** Everything that a deployment needs, in the order in which one thing stands on the other. It changes nothing but a row that says when it wrote. */
export function doctorChecks(config: Config, { appToken, clock }: { appToken: AppToken | null; clock: Clock }): Check[] {
  const { teams, backend, access, credentials, dataDir, signingKeyFile, databaseUrl, powershell, teamsModule } = config;
  const grouped = config.access.people.filter(({ groups }) => groups.length > 0).map(({ id }) => id);
  return [
    look('mode', 'switchboard.yaml', async () =>
      teams
        ? [
            well('mode.live', { app: teams.appId, tenant: teams.tenantId }),
            ...(grouped.length > 0 ? [nothing('people.groups', { people: grouped })] : []),
          ]
        : [nothing('mode.local')],
    ),
    ...(teams && appToken ? microsoftChecks({ app: teams, appToken, access, reader: credentials.reader, clock }) : []),
    ...databaseChecks({ url: databaseUrl, signingKeyFile, clock }),
    ...machineChecks({ dataDir, signingKeyFile, handsOver: backend === 'powershell' }),
    ...powerShellChecks({
      isUsed: backend !== 'simulated',
      teamsModule: backend === 'powershell' ? teamsModule : undefined,
      ...powershell,
    }),
  ];
}
