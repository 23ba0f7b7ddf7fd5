import { files, imports, type Import } from './source';

/** What each folder, or file at the top of src, may import from. docs/architecture.md says why. */
const mayImport: Record<string, string> = {
  'index.ts': 'switchboard.ts config.ts bot store checks',
  'switchboard.ts':
    'door.ts way-in.ts bot configuration directory dialogs cards changes evidence reports operations resources checks setup store tenant auth i18n config.ts clock.ts open-evidence.ts',
  'way-in.ts': 'bot store tenant auth config-teams.ts clock.ts',
  'open-evidence.ts': 'bot evidence store config.ts clock.ts',
  'door.ts': 'way-in.ts bot local reports checks store auth config.ts config-teams.ts sentence.ts clock.ts',
  'config.ts': 'config-file.ts config-access.ts config-example.ts config-teams.ts approvals auth resources i18n',
  'config-file.ts': 'config-access.ts config-teams.ts approvals resources i18n',
  'config-access.ts': 'approvals auth',
  'config-teams.ts': '',
  'config-example.ts': 'config-file.ts',
  bot: 'dialogs cards changes store auth i18n config.ts config-teams.ts http-client.ts retry-after.ts fault-id.ts sentence.ts clock.ts',
  local: 'store auth cards i18n resources simulator tenant config.ts clock.ts',
  dialogs:
    'configuration commands cards script changes reports operations fields resources checks setup tenant auth i18n sentence.ts clock.ts',
  configuration: 'config-file.ts store auth sentence.ts clock.ts',
  manifest: 'config-file.ts dialogs operations i18n',
  script: 'cards changes resources tenant i18n sentence.ts',
  commands: 'operations fields i18n',
  cards: 'approvals changes reports fields resources tenant auth i18n sentence.ts',
  approvals: 'resources',
  changes: 'approvals operations fields resources store tenant auth sentence.ts clock.ts',
  doctor: 'checks evidence store tenant auth config.ts config-teams.ts http-client.ts sentence.ts clock.ts',
  evidence: 'store sentence.ts clock.ts',
  directory: 'fields resources store tenant auth sentence.ts clock.ts',
  reports: 'resources store tenant auth i18n fault-id.ts sentence.ts clock.ts',
  operations: 'fields resources sentence.ts',
  fields: 'resources tenant auth i18n sentence.ts',
  resources: 'tenant auth sentence.ts',
  setup: 'checks resources store auth i18n sentence.ts clock.ts',
  checks: 'resources tenant fault-id.ts sentence.ts clock.ts',
  tenant: 'simulator auth config-teams.ts http-client.ts retry-after.ts sentence.ts clock.ts',
  simulator: 'tenant clock.ts',
  store: 'auth clock.ts',
  auth: 'config-teams.ts http-client.ts retry-after.ts sentence.ts clock.ts',
  i18n: 'sentence.ts',
  'clock.ts': '',
  'fault-id.ts': '',
  'http-client.ts': '',
  'sentence.ts': '',
};

/** Where a folder may use only some of the other: everything else there is not its business. */
const narrow: { what: string; from: RegExp; to: RegExp; only: RegExp }[] = [
  // Both must not share a mistake: the simulated tenant knows the shape of a call and the contract, nothing of how we plan.
  {
    what: 'the simulated tenant knows of the door only shape and contract',
    from: /^simulator\//,
    to: /^tenant\//,
    only: /^tenant\/(tenant|contract)\.ts$/,
  },
  {
    what: 'nobody but index knows how the door is made',
    from: /^(resources|fields|cards|script|dialogs|changes|checks|reports|directory)\//,
    to: /^tenant\//,
    only: /^tenant\/(tenant|contract|filter|known-errors|remember-settings|remember-users|reader)\.ts$/,
  },
  {
    what: 'the local page looks into the simulated tenant and into no other',
    from: /^local\//,
    to: /^(tenant|simulator|cards)\//,
    only: /^(tenant\/(simulated-tenants|contract)|simulator\/(control|overview|account)|cards\/cmdlet-text)\.ts$/,
  },
  { what: 'bot knows of the conversation only its interface', from: /^bot\//, to: /^dialogs\//, only: /^dialogs\/conversation\.ts$/ },
  { what: 'bot carries cards and reads clicks', from: /^bot\//, to: /^cards\//, only: /^cards\/(action|rendered|shared)\.ts$/ },
  {
    what: 'bot, cards and scripts know changes as values',
    from: /^(bot|cards|script)\//,
    to: /^changes\//,
    only: /^changes\/(change|number-record)\.ts$/,
  },
  { what: 'dialogs and cards know reports as a service', from: /^(dialogs|cards)\//, to: /^reports\//, only: /^reports\/service\.ts$/ },
  { what: 'dialogs reach changes through the service', from: /^dialogs\//, to: /^changes\//, only: /^changes\/(change|service)\.ts$/ },
];

/** Packages that only these files may know: a later move touches no others. */
const homes: Record<string, RegExp> = {
  botbuilder: /^(bot|dialogs)\/|^door\.ts$/,
  'botbuilder-core': /^(bot|dialogs)\//,
  'botbuilder-dialogs': /^dialogs\//,
  'botframework-connector': /^bot\//,
  jsonwebtoken: /^bot\/channel-token\.ts$/,
  '@azure/msal-node': /^auth\/entra\.ts$/,
  restify: /^(bot|local)\//,
  'node-powershell': /^tenant\/powershell\/session\.ts$/,
  libsql: /^store\/sqlite\.ts$/,
  pg: /^store\/postgres\.ts$/,
  kysely: /^(store|changes|evidence|configuration)\/|^bot\/conversation-storage\.ts$/,
  pino: /^bot\/log\.ts$/,
  yaml: /^config\.ts$/,
  asn1js: /^checks\/certificate\/der\.ts$/,
  fflate: /^manifest\/package\.ts$/,
  'csv-parse': /^checks\/trunks\/read-trunks\.ts$/,
  'intl-messageformat': /^i18n\/say\.ts$/,
  'chrono-node': /^fields\/read-date\.ts$/,
  'csv-stringify': /^reports\/csv\.ts$/,
  'adaptivecards-templating': /^cards\/render\.ts$/,
  'libphonenumber-js': /^fields\/read-number\.ts$|^resources\/display-number\.ts$/,
};

const inner = imports.filter(({ isPackage }) => !isPackage);
const show = ({ from, to }: Import): string => `${from} → ${to}`;
const areaOf = (file: string): string => file.split('/')[0] ?? file;
const packageOf = (path: string): string => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

test('folders import in one direction', () => {
  const wrong = inner.filter(
    ({ from, to }) => areaOf(from) !== areaOf(to) && !(mayImport[areaOf(from)] ?? '').split(' ').includes(areaOf(to)),
  );
  expect(wrong.map(show)).toEqual([]);
});

test.each(narrow)('$what', ({ from, to, only }) => {
  const wrong = inner.filter((one) => from.test(one.from) && to.test(one.to) && !only.test(one.to));
  expect(wrong.map(show)).toEqual([]);
});

test('no file imports itself through others, not even for types', () => {
  const next = new Map(files.map((file) => [file, inner.filter(({ from }) => from === file).map(({ to }) => to)]));
  expect(files.flatMap((file) => cycleFrom(file, next))).toEqual([]);
});

test('a package is known where it is at home', () => {
  const wrong = imports.filter(({ from, to, isPackage }) => isPackage && homes[packageOf(to)]?.test(from) === false);
  expect(wrong.map(show)).toEqual([]);
});

/** Pure code reaches nothing that reads or writes the world; texts and templates are read once, when the program starts. */
const texts = ['i18n/say.ts', 'cards/render.ts', 'script/prelude.ts'];
const worldly = /^(node:(?!crypto$)|kysely$|libsql$|pg$|botbuilder|restify$|node-powershell$|pino$)/;

test.each([
  ['operations', /^operations\//],
  ['card views', /^cards\/views\//],
  ['scripts', /^script\//],
  ['resources', /^resources\//],
  ['the decisions of a run', /^changes\/(transition|decide|put-back|step-hash|told|altered-content)\.ts$/],
])('%s are pure', (_name, those) => {
  const seen = new Set<string>();
  const wrong: string[] = [];
  const follow = (file: string): void => {
    if (seen.has(file) || texts.includes(file)) return;
    seen.add(file);
    for (const one of imports.filter(({ from, typeOnly }) => from === file && !typeOnly)) {
      if (one.isPackage ? worldly.test(one.to) : /^(store\/(?!canonical-json\.ts)|(bot|local)\/)/.test(one.to)) wrong.push(show(one));
      if (!one.isPackage) follow(one.to);
    }
  };
  files.filter((file) => those.test(file)).forEach(follow);
  expect(seen.size).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

/** The way from a file back to itself when it is the first of its cycle by name: each cycle is told once. */
function cycleFrom(start: string, next: Map<string, string[]>): string[] {
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (let file = open.shift(); file !== undefined; file = open.shift()) {
    for (const to of next.get(file) ?? []) {
      if (to === start) return [[start, ...wayBack(file, cameFrom), start].join(' → ')];
      if (to < start || cameFrom.has(to)) continue;
      cameFrom.set(to, file);
      open.push(to);
    }
  }
  return [];
}

function wayBack(file: string, cameFrom: Map<string, string>): string[] {
  const before = cameFrom.get(file);
  return before === undefined ? [] : [...wayBack(before, cameFrom), file];
}
