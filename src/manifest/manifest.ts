import { commands } from '../dialogs/commands';
import { languages, raw, say, type Language } from '../i18n/say';
import type { Operation } from '../operations/operation';

/** What an organisation says of its own Switchboard. */
export interface AppNames {
  appId: string;
  /** Grows whenever a package is made anew: Teams takes no second one with the same version. */
  version: string;
  /** Where Teams reaches it, without a scheme. */
  host: string;
  name: string;
  developer: string;
  website: string;
  privacy: string;
  terms: string;
}

/** Not the newest schema: this one has all that is needed here, and clouds and tenants take new ones at different times. */
const schemaVersion = '1.25';
export const schemaUrl = `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`;

/** What the menu beside the message box offers, in its order; at most twelve in each. Names of commands and ids of operations. */
const menus: { scopes: readonly string[]; says: readonly string[] }[] = [
  {
    scopes: ['personal'],
    says: [
      'help',
      'status',
      'enable-voice',
      'change-number',
      'move',
      'disable-voice',
      'pending',
      'changes',
      'free-numbers',
      'report',
      'check-all',
      'set-up',
    ],
  },
  {
    scopes: ['team', 'groupChat'],
    says: ['help', 'status', 'enable-voice', 'pending', 'changes', 'approvals-here', 'approvals-elsewhere'],
  },
];

/** The ids by which the message extension knows its commands. */
export const peopleCommand = 'people';
export const askCommand = 'ask';

/** The app as Teams knows it: manifest.json, in English. Pure. */
export function appManifest(names: AppNames, operations: readonly Operation[]): Record<string, unknown> {
  const said = textsIn('en', names.name);
  return {
    $schema: schemaUrl,
    manifestVersion: schemaVersion,
    version: names.version,
    id: names.appId,
    developer: { name: names.developer, websiteUrl: names.website, privacyUrl: names.privacy, termsOfUseUrl: names.terms },
    name: said.name,
    description: said.description,
    localizationInfo: {
      defaultLanguageTag: 'en',
      additionalLanguages: otherLanguages.map((language) => ({ languageTag: language, file: localisationFile(language) })),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1F4E79',
    bots: [
      {
        botId: names.appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: menus.map(({ scopes, says }) => ({ scopes, commands: says.map((one) => menuEntry('en', one, operations)) })),
      },
    ],
    composeExtensions: [
      {
        botId: names.appId,
        commands: [
          {
            id: peopleCommand,
            type: 'query',
            context: ['compose', 'commandBox'],
            initialRun: false,
            ...said.people,
            parameters: [{ name: 'name', inputType: 'text', ...said.parameter }],
          },
          { id: askCommand, type: 'action', context: ['compose', 'commandBox'], fetchTask: true, ...said.ask },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [names.host, 'token.botframework.com'],
    webApplicationInfo: { id: names.appId, resource: `api://botid-${names.appId}` },
    defaultInstallScope: 'personal',
  };
}

/** The same texts in another language, by their places in the manifest. Pure. */
export function localisation(
  language: Language,
  { name }: Pick<AppNames, 'name'>,
  operations: readonly Operation[],
): Record<string, unknown> {
  const said = textsIn(language, name);
  const menu = menus.flatMap(({ says }, list) =>
    says.flatMap((one, at): [string, string][] => {
      const place = `bots[0].commandLists[${list}].commands[${at}]`;
      const { title, description } = menuEntry(language, one, operations);
      return [
        [`${place}.title`, title],
        [`${place}.description`, description],
      ];
    }),
  );
  const [people, ask] = [0, 1].map((at) => `composeExtensions[0].commands[${at}]`);
  return {
    $schema: schemaUrl.replace('.schema.json', '.Localization.schema.json'),
    'name.short': said.name.short,
    'name.full': said.name.full,
    'description.short': said.description.short,
    'description.full': said.description.full,
    ...Object.fromEntries(menu),
    [`${people}.title`]: said.people.title,
    [`${people}.description`]: said.people.description,
    [`${people}.parameters[0].title`]: said.parameter.title,
    [`${people}.parameters[0].description`]: said.parameter.description,
    [`${ask}.title`]: said.ask.title,
    [`${ask}.description`]: said.ask.description,
  };
}

/** All but that of the manifest itself. */
export const otherLanguages = languages.filter((language) => language !== 'en');

export function localisationFile(language: Language): string {
  return `${language}.json`;
}

function textsIn(language: Language, name: string) {
  const text = (key: string) => say(language, { key: `teams.${key}`, values: { name } });
  return {
    name: { short: name, full: text('fullName') },
    description: { short: text('short'), full: text('long') },
    people: { title: text('people.title'), description: text('people.description') },
    parameter: { title: text('people.name'), description: text('people.nameWhy') },
    ask: { title: text('ask.title'), description: text('ask.description') },
  };
}

/** What is put into the message box, and what it does. Throws when there is no such command, or none that can be said without a value. */
function menuEntry(language: Language, name: string, operations: readonly Operation[]): { title: string; description: string } {
  const stem = operations.some(({ id }) => id === name) ? `operation.${name}` : `command.${name}`;
  if (stem.startsWith('command') && !commands.some((command) => command.name === name)) throw new Error(`There is no command «${name}».`);
  const title = raw(language, `${stem}.patterns`)
    .split('|')
    .map(withoutSlots)
    .find((pattern) => !pattern.includes('{'));
  if (title === undefined) throw new Error(`«${name}» cannot be said without a value.`);
  return { title, description: raw(language, `${stem}.summary`) };
}

/** «active/activer [la] voix [pour {user}]» → «active la voix» */
function withoutSlots(pattern: string): string {
  const segment = /\[([^[\]]*)\]/;
  let left = pattern;
  for (let found = segment.exec(left); found; found = segment.exec(left)) {
    const inner = found[1] ?? '';
    left = left.replace(found[0], inner.includes('{') ? '' : inner);
  }
  return left
    .trim()
    .split(/\s+/)
    .map((word) => word.split('/')[0])
    .join(' ');
}
