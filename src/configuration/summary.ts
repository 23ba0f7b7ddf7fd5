import type { ConfigFile } from '../config-file';
import { versionOf } from './version';

/** What a configuration means, in lines for whoever keeps the file: which roles there are, who has them, what they may, and where. */
export function summaryOf(file: ConfigFile): string[] {
  const { tenant, sites, roles, people } = file;
  return [
    `Version ${versionOf(file)}: ${tenant.name}, ${tenant.platform}, ${tenant.backend}; sites: ${Object.keys(sites).join(', ') || 'none'}`,
    ...Object.entries(roles).map(([name, role]) => {
      const who = Object.entries(people)
        .filter(
          ([id, person]) =>
            role.people.includes(id) || (!person.guest && !person.tenantId && person.groups.some((group) => role.groups.includes(group))),
        )
        .map(([, person]) => person.name);
      const groups = role.groups.length > 0 ? `groups ${role.groups.join(', ')}` : 'no group';
      return `${name}: may ${role.may.join(', ')}${bounds(role)}; ${groups}; ${who.join(', ') || 'nobody by name'}`;
    }),
    ...Object.entries(people)
      .filter(([, { sameAs }]) => sameAs !== undefined)
      .map(([id, { sameAs }]) => `${id} is the same person as ${sameAs}`),
    ...nobodyMay(roles),
  ];
}

function bounds({ operations, scope }: ConfigFile['roles'][string]): string {
  return [
    ...(operations ? [`by ${operations.join(', ')} alone`] : []),
    ...(scope?.sites ? [`at ${scope.sites.join(', ')} alone`] : []),
    ...(scope?.numbers ? [`numbers ${scope.numbers.map(({ from, to }) => `${from} to ${to}`).join(', ')} alone`] : []),
    ...(scope?.departments ? [`departments ${scope.departments.join(', ')} alone`] : []),
  ]
    .map((bound) => `, ${bound}`)
    .join('');
}

/** What is worth a second look: rights that nobody has. */
function nobodyMay(roles: ConfigFile['roles']): string[] {
  const given = Object.values(roles).flatMap(({ may }) => may);
  return (['read', 'propose', 'confirm', 'approve-configuration'] as const)
    .filter((right) => !given.includes(right))
    .map((right) => `Note: no role may ${right}`);
}
