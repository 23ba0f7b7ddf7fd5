import { systemClock } from '../../../src/clock';
import { createCredentials } from '../../../src/auth/create-credentials';
import { openTenants, type TenantsOptions } from '../../../src/tenant/open-tenants';

const endpoints = { login: '', graph: '', botOpenId: '', botIssuer: '', tokenService: '', files: [], connectors: [] };
const nobody = createCredentials({
  entra: { onBehalfOf: () => Promise.reject(new Error('not asked')) },
  userTokens: { of: async () => null },
  tenantId: '',
  graph: '',
  clock: systemClock,
  renewBeforeMs: 0,
});
const whole: TenantsOptions = {
  backend: 'powershell',
  simulator: '',
  powershell: { executable: process.execPath, environment: {} },
  clock: systemClock,
  model: { platform: 'direct-routing', tenantId: '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00' },
  teamsModule: { path: __dirname, version: '7.1.0' },
  teams: { endpoints },
  credentialsOfPeople: nobody,
};

test.each<[string, Partial<TenantsOptions>, RegExp]>([
  [
    'on cloud-connector',
    { model: { ...whole.model, platform: 'cloud-connector' } },
    /are retired and reach nothing any more\. Use platform direct-routing/,
  ],
  [
    'without an app id',
    { teams: null, credentialsOfPeople: null },
    /each administrator’s own sign-in in Teams\. Configure teams\.appId first/,
  ],
  ['without a module', { teamsModule: null }, /Set tenant\.teamsModule to the path and version of MicrosoftTeams\./],
  ['with a module that is not there', {}, /The module MicrosoftTeams 7\.1\.0 is not at .*MicrosoftTeams\.psd1\. Install it/],
  ['without PowerShell', { powershell: { executable: '/nowhere/pwsh', environment: {} } }, /there is no «\/nowhere\/pwsh» to run/],
])('a live tenant %s is refused at the start, with what to do', (_what, options, says) => {
  expect(() => openTenants({ ...whole, ...options })).toThrow(says);
});
