import type { z } from 'zod';
import type { fileSchema } from './config-file';

/** Every setting of switchboard.yaml with a right value: what a problem is answered with. */
export const example: z.input<typeof fileSchema> = {
  tenant: {
    id: '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00',
    name: 'Contoso',
    platform: 'direct-routing',
    backend: 'simulated',
    pwsh: 'pwsh',
    teamsModule: { path: '/usr/local/share/powershell/Modules/MicrosoftTeams', version: '6.9.0' },
    sipDomains: ['contoso.com'],
  },
  language: 'en',
  sites: {
    Seattle: {
      country: 'US',
      ranges: [{ from: '+14255550100', to: '+14255550199' }],
      dialling: 'national',
      policies: { national: 'Seattle-National', international: 'Seattle-International' },
      grants: { dialPlan: 'Seattle' },
      location: '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0100',
      edge: 'ap.contoso.com',
      pool: 'pool.contoso.local',
      mediationServers: [{ name: 'Mediation 1', fqdn: 'ms1.contoso.local', address: '10.0.0.11' }],
      gateways: [{ fqdn: 'gw1.contoso.net', tlsPort: 5061 }],
    },
  },
  groups: { 'voice-admins': '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0001' },
  roles: {
    'voice-admin': {
      groups: ['voice-admins'],
      people: ['vera'],
      may: ['read', 'propose', 'confirm'],
      operations: ['enable-voice'],
      scope: { sites: ['Seattle'], numbers: [{ from: '+14255550100', to: '+14255550199' }], departments: ['Sales'] },
    },
  },
  people: {
    vera: { name: 'Vera Voiceadmin', groups: ['voice-admins'], objectId: '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0200' },
    'vera-2': {
      name: 'Vera, her other account',
      sameAs: 'vera',
      guest: true,
      tenantId: '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0300',
    },
  },
  teams: {
    appId: '3f2a6c10-58d1-4c07-9a41-6d1f0b7e0400',
    address: 'https://bot.contoso.com',
    package: {
      name: 'Switchboard',
      developer: 'Contoso',
      website: 'https://contoso.com/switchboard',
      privacy: 'https://contoso.com/privacy',
      terms: 'https://contoso.com/terms',
    },
    connection: 'Teams',
    channels: ['msteams'],
    endpoints: {
      login: 'https://login.microsoftonline.us',
      graph: 'https://graph.microsoft.us',
      botOpenId: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
      botIssuer: 'https://api.botframework.us',
      tokenService: 'https://token.botframework.azure.us',
      files: ['*.sharepoint.us'],
      connectors: ['*.botframework.azure.us'],
    },
  },
  credentials: { renewBeforeMinutes: 10, freshSignInMinutes: 60, reader: 'app' },
  approvals: {
    default: {
      stages: [{ 'voice-admins': 1 }],
      reason: 'optional',
      runAs: 'requester',
      expireAfterHours: 72,
      remindAt: [0.5, 0.9],
      escalate: { to: 'voice-admins', at: 0.5 },
    },
    rules: [
      {
        name: 'Calls abroad are opened',
        when: {
          fact: 'callsAbroad',
          from: 'blocked',
          to: 'open',
          resource: 'person-voice',
          risk: 'high',
          site: 'Seattle',
          countFrom: 10,
        },
        stages: [{ 'voice-admins': 1 }],
        reason: 'required',
        runAs: 'requester',
        expireAfterHours: 24,
        remindAt: [0.5, 0.9],
        escalate: { to: 'voice-admins', at: 0.5 },
      },
    ],
    protected: { people: ['chief@contoso.com'], numbers: [{ from: '+14255550100', to: '+14255550109' }] },
    maxPending: 20,
  },
  drafts: { expireAfterHours: 24 },
  audit: {
    signingKeyFile: 'data/signing-key.pem',
    checkpoints: { file: 'checkpoints.jsonl', webhook: 'https://log.contoso.com/switchboard', everyEntries: 1_000, everyMinutes: 60 },
  },
  retention: { changes: 1_095, drafts: 90, readLog: 365, uploads: 30 },
  directory: { refreshEveryMinutes: 30 },
  numbers: { coolForDays: 30 },
  checks: { dnsServers: ['10.0.0.53'], allowPrivate: ['10.20.0.0/16'] },
};

/** A right value for a place; undefined where there is none to show. Names that people choose stand for each other. */
export function exampleAt(path: readonly PropertyKey[]): unknown {
  let here: unknown = example;
  for (const [depth, step] of path.entries()) {
    if (Array.isArray(here)) here = here[0];
    else if (typeof here !== 'object' || here === null) return undefined;
    else {
      const values = Object.entries(here);
      const isNamed = depth === 1 && ['sites', 'groups', 'roles', 'people'].includes(String(path[0]));
      const found = isNamed ? values.map(([, value]) => value as unknown).find((value) => has(value, path.slice(2))) : undefined;
      here = isNamed ? (found ?? values[0]?.[1]) : values.find(([name]) => name === step)?.[1];
    }
  }
  return here;
}

/** The names that are known at a place. */
export function namesAt(path: readonly PropertyKey[]): string[] {
  const here = exampleAt(path);
  const isPerson = path.length === 2 && path[0] === 'people';
  const shown: unknown[] = isPerson ? Object.values(example.people ?? {}) : [here];
  return [...new Set(shown.flatMap((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.keys(one) : [])))];
}

function has(value: unknown, [step]: readonly PropertyKey[]): boolean {
  return step === undefined || (typeof value === 'object' && value !== null && step in value);
}
