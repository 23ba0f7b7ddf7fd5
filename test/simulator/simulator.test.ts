import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSimulator } from '../../src/simulator/simulator';
import { createFileStorage } from '../../src/simulator/storage';
import { createInProcessTenant } from '../../src/tenant/simulated';

const enableNina = {
  cmdlet: 'Set-CsUser',
  parameters: { Identity: 'newhire@contoso.com', EnterpriseVoiceEnabled: true, OnPremLineURI: 'tel:+14255550140' },
};
const readNina = { cmdlet: 'Get-CsOnlineUser', parameters: { Identity: 'newhire@contoso.com' } };
const fixed = { now: () => new Date('2026-11-24T08:00:00Z') };

test('what was written outlives the process, as differences alone', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'switchboard-')), 'deep', 'tenant.json');
  const first = createSimulator({ platform: 'cloud-connector', storage: createFileStorage(file) });
  await first.call(enableNina);
  first.control({ do: 'edit', user: 'bob@contoso.com', fields: { enabled: false } });
  const second = createSimulator({ platform: 'cloud-connector', storage: createFileStorage(file) });
  expect(second.account('newhire@contoso.com')).toMatchObject({ voice: true, number: '+14255550140' });
  expect(await second.call({ ...enableNina, parameters: { ...enableNina.parameters, Identity: 'busy@contoso.com' } })).toMatchObject({
    outcome: 'failed',
  });
  expect(Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { accounts: object }).accounts)).toHaveLength(2);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('a file that is none of ours is refused with what to do', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'switchboard-')), 'tenant.json');
  writeFileSync(file, '{"accounts":[]}');
  expect(() => createSimulator({ platform: 'cloud-connector', storage: createFileStorage(file) })).toThrow(/Delete it/);
});

test('flickering reads show old and new, and after the delay the new one alone', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector', clock: fixed, replicationMs: 60_000 });
  simulator.control({ do: 'replicate', ms: 60_000, flicker: true });
  await simulator.call(enableNina);
  const seen = async () => {
    const answer = await simulator.call(readNina);
    return answer.outcome === 'done' ? answer.output[0]?.EnterpriseVoiceEnabled : undefined;
  };
  const during = new Set(await Promise.all(Array.from({ length: 40 }, seen)));
  expect(during).toEqual(new Set([true, false]));
  simulator.control({ do: 'advance-clock', ms: 60_000 });
  expect(new Set(await Promise.all(Array.from({ length: 10 }, seen)))).toEqual(new Set([true]));
});

test('several writes replicate one after another', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector', clock: fixed, replicationMs: 1_000 });
  const department = async () => {
    const answer = await simulator.call(readNina);
    return answer.outcome === 'done' ? answer.output[0]?.Department : undefined;
  };
  simulator.control({ do: 'edit', user: 'newhire@contoso.com', fields: { department: 'One' } });
  simulator.control({ do: 'advance-clock', ms: 600 });
  simulator.control({ do: 'edit', user: 'newhire@contoso.com', fields: { department: 'Two' } });
  expect(await department()).toBe('Sales');
  simulator.control({ do: 'advance-clock', ms: 600 });
  expect(await department()).toBe('One');
  simulator.control({ do: 'advance-clock', ms: 600 });
  expect(await department()).toBe('Two');
});

test('faults wait for their cmdlet and are used up', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector' });
  simulator.control({ do: 'fault', kind: 'fail', cmdlet: 'Set-CsUser', error: { id: 'Forbidden,Set-CsUser', message: 'Access Denied' } });
  expect(await simulator.call(readNina)).toMatchObject({ outcome: 'done' });
  expect(await simulator.call(enableNina)).toEqual({ outcome: 'failed', error: { id: 'Forbidden,Set-CsUser', message: 'Access Denied' } });
  expect(await simulator.call(enableNina)).toMatchObject({ outcome: 'done' });
  simulator.control({ do: 'fault', kind: 'fail', times: 5 });
  simulator.control({ do: 'behave' });
  expect(await simulator.call(readNina)).toMatchObject({ outcome: 'done' });
});

test('calls are logged with caller, time and outcome', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector', clock: fixed });
  await createInProcessTenant(simulator, { caller: 'vera' }).call(enableNina);
  expect(simulator.calls()).toEqual([
    { seq: 1, at: '2026-11-24T08:00:00.000Z', caller: 'vera', tokenId: null, ...enableNina, outcome: 'done' },
  ]);
});

test('-WhatIf changes nothing', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector' });
  await simulator.call({ ...enableNina, parameters: { ...enableNina.parameters, WhatIf: true } });
  expect(simulator.account('newhire@contoso.com').voice).toBe(false);
});

test('a blocked number cannot be assigned until its time is over', async () => {
  const simulator = createSimulator({ platform: 'direct-routing', clock: fixed });
  const number = { PhoneNumber: '+14255550199', PhoneNumberType: 'DirectRouting' };
  await simulator.call({
    cmdlet: 'Remove-CsPhoneNumberAssignment',
    parameters: { Identity: 'busy@contoso.com', ...number, AssignmentBlockedDays: 7 },
  });
  const assign = { cmdlet: 'Set-CsPhoneNumberAssignment', parameters: { Identity: 'newhire@contoso.com', ...number } };
  expect(await simulator.call(assign)).toMatchObject({
    outcome: 'failed',
    error: { message: expect.stringContaining('blocked') as unknown },
  });
  simulator.control({ do: 'advance-clock', ms: 7 * 86_400_000 });
  expect(await simulator.call(assign)).toMatchObject({ outcome: 'done' });
});

test('settings outlive the process, and replicate late', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'switchboard-')), 'tenant.json');
  const options = { platform: 'cloud-connector', clock: fixed } as const;
  const first = createSimulator({ ...options, storage: createFileStorage(file), replicationMs: 1_000 });
  const seen = async (simulator = first) => {
    const answer = await simulator.call({ cmdlet: 'Get-CsTenantHybridConfiguration', parameters: {} });
    return answer.outcome === 'done' ? answer.output[0]?.PeerDestination : undefined;
  };
  await first.call({ cmdlet: 'Set-CsTenantHybridConfiguration', parameters: { PeerDestination: 'access-paris.contoso.com' } });
  expect(await seen()).toBe('ap.contoso.com');
  first.control({ do: 'advance-clock', ms: 1_000 });
  expect(await seen()).toBe('access-paris.contoso.com');
  expect(await seen(createSimulator({ ...options, storage: createFileStorage(file) }))).toBe('access-paris.contoso.com');
});

test('a role of one caller is nobody else’s', async () => {
  const simulator = createSimulator({ platform: 'cloud-connector' });
  simulator.control({ do: 'roles', caller: 'vera', roles: ['User Administrator'] });
  const outcome = async (caller: string) => (await simulator.call(enableNina, caller)).outcome;
  expect([await outcome('vera'), await outcome('aldo')]).toEqual(['failed', 'done']);
  simulator.control({ do: 'role', caller: 'vera', role: 'Skype for Business Administrator', active: true });
  expect(await outcome('vera')).toBe('done');
});

test('a listing is paged by the UPN of its last row', async () => {
  const simulator = createSimulator({ platform: 'direct-routing', population: 300 });
  const upns: string[] = [];
  for (let last = ''; ; last = upns.at(-1)!) {
    const Filter = `UserPrincipalName -gt '${last.replace(/'/g, "''")}'`;
    const page = await simulator.call({
      cmdlet: 'Get-CsOnlineUser',
      parameters: { Filter, OrderBy: 'UserPrincipalName asc', ResultSize: 70 },
    });
    const rows = page.outcome === 'done' ? page.output : [];
    upns.push(...rows.map(({ UserPrincipalName }) => String(UserPrincipalName)));
    if (rows.length < 70) break;
  }
  expect(new Set(upns).size).toBe(300);
  expect(upns).toHaveLength(300);
});
