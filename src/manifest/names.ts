import type { ConfigFile } from '../config-file';
import type { AppNames } from './manifest';

/**
 * What the package says of this Switchboard, from its configuration; or everything that is missing for it.
 * @param appId MICROSOFT_APP_ID, which wins over the file
 */
export function appNames(
  { teams, tenant }: Pick<ConfigFile, 'teams' | 'tenant'>,
  { appId = teams.appId, version }: { appId?: string | undefined; version: string },
): { names: AppNames } | { problems: string[] } {
  const { address } = teams;
  const { name, developer = tenant.name.slice(0, 32), website = address ?? '', privacy = website, terms = website } = teams.package;
  if (appId !== undefined && address !== undefined) {
    const { host } = new URL(address);
    return { names: { appId: appId.toLowerCase(), version, host, name, developer, website, privacy, terms } };
  }
  return {
    problems: [
      ...(appId === undefined ? ['teams.appId: the application (client) id of the app registration is missing'] : []),
      ...(address === undefined
        ? ['teams.address: the address at which Teams reaches Switchboard is missing, such as https://bot.contoso.com']
        : []),
    ],
  };
}
