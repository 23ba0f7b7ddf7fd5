import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Access } from './auth/access';
import type { Policy } from './approvals/policy';
import { policyOf } from './approvals/policy-schema';
import { accessOf, looseReferences } from './config-access';
import { backends, fileSchema, modelOf, platforms, type ConfigFile } from './config-file';
import { exampleAt, namesAt } from './config-example';
import { teamsAppOf, teamsEnvironment, type TeamsApp } from './config-teams';
import type { Language } from './i18n/say';
import type { TenantModel } from './resources/tenant-model';

const portProblem = 'a port is a number from 0 to 65535';

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number(portProblem).int(portProblem).min(0, portProblem).max(65535, portProblem).default(3978),
  TENANT_BACKEND: z.enum(backends).optional(),
  PWSH: z.string().min(1).optional(),
  PLATFORM: z.enum(platforms).optional(),
  DATABASE_URL: z.string().optional(),
  DATA_DIR: z.string().min(1).default('data'),
  SIGNING_KEY_FILE: z.string().min(1).optional(),
  SIMULATOR: z.string().min(1).optional(),
  SWITCHBOARD_CONFIG: z.string().min(1).default('switchboard.yaml'),
  SWITCHBOARD_ACCEPT: z.string().optional(),
  ...teamsEnvironment,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export interface Config {
  host: string;
  port: number;
  dataDir: string;
  /** Where the simulated tenant leaves its address; several bots may share one. */
  simulator: string;
  /** `sqlite:<path>` or `postgres://…` */
  databaseUrl: string;
  /** The private key that signs the audit. Never in the database. */
  signingKeyFile: string;
  /** Where the signed end of the audit is told, and how often. `file` is an absolute path. */
  checkpoints: { file: string | null; webhook: string | null; every: { entries: number; ms: number } };
  /** After how long personal data is erased; null: kept. */
  retention: { changesMs: number | null; draftsMs: number | null; readLogMs: number | null; uploadsMs: number | null };
  logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
  backend: (typeof backends)[number];
  /** How PowerShell is run, and all of the bot's environment that it gets. */
  powershell: { executable: string; environment: Record<string, string> };
  /** The MicrosoftTeams module of the live back end. `path` is absolute. */
  teamsModule: { path: string; version: string } | null;
  /** Null: local mode, where nobody proves who they are and nobody but this machine is heard. */
  teams: TeamsApp | null;
  credentials: { renewBeforeMs: number; freshSignInMs: number; reader: 'none' | 'app' };
  language: Language;
  model: TenantModel;
  access: Access;
  policy: Policy;
  source: {
    /** The file with what the environment puts in its place. */
    file: ConfigFile;
    /** Reads it again. */
    read(): FileRead;
    /** The version that is to be in force though nobody approved it: said by whoever starts the process. */
    accepted: string | null;
  };
  /** The same environment with another file. */
  withFile(file: ConfigFile): Config;
  draftExpiryMs: number;
  coolMs: number;
  /** How often the index of the directory is refreshed; 0 for none. */
  directoryRefreshMs: number;
  /** DNS servers to ask (`address` or `address:port`; none: the system's), and ranges beside the public ones that may be looked at. */
  checks: ConfigFile['checks'];
}

/** Every problem of environment and file at once: path, what is wrong. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(['The configuration cannot be used:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'ConfigError';
  }
}

/** Where a Switchboard of this environment listens, whatever its switchboard.yaml has come to meanwhile. Throws `ConfigError`. */
export function loadAddress(environment: NodeJS.ProcessEnv = process.env): Pick<Config, 'host' | 'port'> {
  const { HOST, PORT } = loadEnvironment(environment);
  return { host: HOST, port: PORT };
}

function loadEnvironment(environment: NodeJS.ProcessEnv): z.infer<typeof environmentSchema> {
  const problems: string[] = [];
  const env = check(environmentSchema, withoutEmpty(environment), 'environment', problems);
  if (!env) throw new ConfigError(problems);
  return env;
}

function withoutEmpty(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

/** Reads environment and switchboard.yaml. Throws `ConfigError` with all problems. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const env = loadEnvironment(environment);
  const read = (): FileRead => {
    const seen = readConfigFile(env.SWITCHBOARD_CONFIG);
    if ('problems' in seen) return seen;
    const { tenant } = seen.file;
    const overridden = {
      platform: env.PLATFORM ?? tenant.platform,
      backend: env.TENANT_BACKEND ?? tenant.backend,
      pwsh: env.PWSH ?? tenant.pwsh,
    };
    return { file: { ...seen.file, tenant: { ...tenant, ...overridden } } };
  };
  const teamsOf = (file: ConfigFile): TeamsApp | null => teamsAppOf(file, env, file.tenant.id, problems);
  const withFile = (file: ConfigFile): Config => {
    const { checkpoints } = file.audit;
    return {
      host: env.HOST,
      port: env.PORT,
      dataDir: path.resolve(env.DATA_DIR),
      simulator: path.resolve(env.SIMULATOR ?? path.join(env.DATA_DIR, 'simulator.json')),
      databaseUrl: env.DATABASE_URL ?? `sqlite:${path.resolve(env.DATA_DIR, 'switchboard.db')}`,
      signingKeyFile: path.resolve(env.SIGNING_KEY_FILE ?? file.audit.signingKeyFile ?? path.join(env.DATA_DIR, 'signing-key.pem')),
      checkpoints: {
        file: checkpoints.file === undefined ? null : path.resolve(checkpoints.file),
        webhook: checkpoints.webhook ?? null,
        every: { entries: checkpoints.everyEntries, ms: checkpoints.everyMinutes * 60_000 },
      },
      retention: {
        changesMs: daysInMs(file.retention.changes),
        draftsMs: daysInMs(file.retention.drafts),
        readLogMs: daysInMs(file.retention.readLog),
        uploadsMs: daysInMs(file.retention.uploads),
      },
      logLevel: env.LOG_LEVEL,
      backend: file.tenant.backend,
      powershell: { executable: file.tenant.pwsh, environment: powerShellEnvironment(withoutEmpty(environment)) },
      teamsModule: file.tenant.teamsModule ? { ...file.tenant.teamsModule, path: path.resolve(file.tenant.teamsModule.path) } : null,
      teams: teamsOf(file),
      credentials: {
        renewBeforeMs: file.credentials.renewBeforeMinutes * 60_000,
        freshSignInMs: file.credentials.freshSignInMinutes * 60_000,
        reader: file.credentials.reader,
      },
      language: file.language,
      model: modelOf(file, file.tenant.platform),
      policy: policyOf(file.approvals),
      access: accessOf(file, file.tenant.id),
      draftExpiryMs: file.drafts.expireAfterHours * 3_600_000,
      coolMs: file.numbers.coolForDays * 86_400_000,
      directoryRefreshMs: file.directory.refreshEveryMinutes * 60_000,
      checks: file.checks,
      source: { file, read, accepted: env.SWITCHBOARD_ACCEPT ?? null },
      withFile,
    };
  };
  const first = read();
  if ('problems' in first) throw new ConfigError(first.problems);
  const config = withFile(first.file);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** What the file came to. */
export type FileRead = { file: ConfigFile } | { problems: string[] };

/** Reads a switchboard.yaml, with every problem: where, what is wrong, what would be right. */
export function readConfigFile(file: string): FileRead {
  const problems: string[] = [];
  const content = readYaml(file, problems);
  const parsed = problems.length > 0 ? null : check(fileSchema, content, file, problems);
  // Names are looked up in the schema too, but not where anything else is wrong.
  if (problems.length > 0) check(looseReferences, content, file, problems);
  return parsed ? { file: parsed } : { problems };
}

function daysInMs(days: number | undefined): number | null {
  return days === undefined ? null : days * 86_400_000;
}

/** Nothing that PowerShell does not need: the bot's environment may hold secrets. */
function powerShellEnvironment(given: Record<string, string | undefined>): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'DOTNET_ROOT', 'SystemRoot', 'USERPROFILE', 'TEMP'];
  return Object.fromEntries(kept.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
}

function addOnce(problems: string[], problem: string): void {
  if (!problems.includes(problem)) problems.push(problem);
}

/** What is wrong, and what would be right. */
function inWords({ code, message, path: at, ...issue }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys' && 'keys' in issue) return `${message}; known here: ${namesAt(at).join(', ')}`;
  const right = exampleAt(at);
  if (code === 'custom' || message.includes('such as') || right === undefined) return message;
  return `${message}; for example ${JSON.stringify(right)}`;
}

function readYaml(file: string, problems: string[]): unknown {
  if (!existsSync(file)) {
    problems.push(`${file}: there is no such file. Set SWITCHBOARD_CONFIG to your switchboard.yaml.`);
    return {};
  }
  try {
    return parseYaml(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

function check<T extends z.ZodType>(schema: T, value: unknown, where: string, problems: string[]): z.infer<T> | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) addOnce(problems, `${where}: ${issue.path.join('.') || '(top)'}: ${inWords(issue)}`);
  return null;
}
