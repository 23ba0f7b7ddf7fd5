import { SignInNeededError } from '../../src/auth/credentials';
import { checkOwn } from '../../src/auth/delegated-claims';
import { withReader } from '../../src/auth/reader-credentials';
import type { Person } from '../../src/auth/person';
import { contractCmdlets } from '../../src/tenant/contract-table';
import { createReading, readerIdentity, readOnly } from '../../src/tenant/reader';
import type { Call, Tenant } from '../../src/tenant/tenant';
import { helpdesk, voiceAdmin } from '../changes/world';

function counted() {
  const sent: string[] = [];
  const tenant: Tenant = {
    settleMs: () => 7,
    call: async ({ cmdlet }: Call) => {
      sent.push(cmdlet);
      return { outcome: 'done', output: [], warnings: [] };
    },
  };
  return { sent, tenant };
}

test('no cmdlet that could write goes through the reader identity', async () => {
  const { sent, tenant } = counted();
  let noted = 0;
  const door = readOnly(tenant, () => (noted += 1));
  const answers = await Promise.all(
    contractCmdlets.map(async ({ name }) => [name, await door.call({ cmdlet: name, parameters: {} })] as const),
  );
  const refused = answers.filter(([, answer]) => answer.outcome === 'not-run').map(([name]) => name);
  expect(sent.filter((name) => !/^(Get|Test|Connect|Disconnect)-|^New-CsOnlineSession$/.test(name))).toEqual([]);
  expect(refused.length + sent.length).toBe(contractCmdlets.length);
  expect(refused).toEqual(
    expect.arrayContaining(['Set-CsUser', 'Set-CsPhoneNumberAssignment', 'Set-MgUserLicense', 'New-CsOnlineVoiceRoute']),
  );
  expect(noted).toBe(sent.length);
  expect(await door.call({ cmdlet: 'Invoke-Expression', parameters: {} })).toMatchObject({ error: { id: 'ReaderIdentity.NoWrites' } });
});

test.each<[string, Person, boolean, 'own' | 'reader']>([
  ['whoever may confirm reads with their own credentials', voiceAdmin, true, 'own'],
  ['whoever may not reads with the reader identity', helpdesk, true, 'reader'],
  ['where there is none, everybody reads with their own', helpdesk, false, 'own'],
])('%s', async (_what, person, hasReader, expected) => {
  const own = counted();
  const reader = counted();
  const reading = createReading({ own: () => own.tenant, reader: hasReader ? reader.tenant : null, noted: () => undefined });
  await reading(person).call({ cmdlet: 'Get-CsTenant', parameters: {} });
  expect([own.sent.length, reader.sent.length]).toEqual(expected === 'own' ? [1, 0] : [0, 1]);
});

test('what the application has is the reader’s, and nobody else’s is', () => {
  const token = (more: object) =>
    `x.${Buffer.from(JSON.stringify({ tid: 't', oid: 'service-principal', ...more })).toString('base64url')}.x`;
  const pair = (more: object) => ({
    graph: token({ aud: 'https://graph', ...more }),
    teams: token({ aud: '48ac35b8-9aa8-4d74-927d-1f4a14a0b239', ...more }),
  });
  const reader = readerIdentity({ appId: 'app', tenantId: 't' });
  const check =
    (more: object, who: { tenantId: string; objectId: string } = reader) =>
    () =>
      checkOwn(pair(more), who, { graph: 'https://graph' });
  expect(check({ azp: 'app' })).not.toThrow();
  expect(check({ appid: 'app' })).not.toThrow();
  expect(check({ azp: 'another' })).toThrow(SignInNeededError);
  expect(check({ azp: 'app', tid: 'other' })).toThrow(SignInNeededError);
  // A person's token that our application asked for.
  expect(check({ azp: 'app', scp: 'User.Read.All', oid: 'vera' })).toThrow(SignInNeededError);
  expect(check({ azp: 'app' }, { tenantId: 't', objectId: 'vera' })).toThrow(SignInNeededError);
});

test('the reader has the tokens of the application, everybody else their own; the earlier end counts', async () => {
  const reader = readerIdentity({ appId: 'app', tenantId: 't' });
  const theirs = { graph: 'theirs', teams: 'theirs', expiresAt: new Date(0) };
  const asked: string[] = [];
  const credentials = withReader(
    { tokensOf: async () => theirs, forget: () => undefined, onForget: () => undefined },
    {
      reader,
      graph: 'https://graph',
      appToken: async (scope) => {
        asked.push(scope);
        return { token: scope, expiresAt: new Date(scope.startsWith('https') ? 2_000 : 1_000) };
      },
    },
  );
  expect(await credentials.tokensOf(voiceAdmin)).toBe(theirs);
  expect(await credentials.tokensOf({ ...reader, tenantId: 'another' })).toBe(theirs);
  expect(asked).toEqual([]);
  expect(await credentials.tokensOf(reader)).toEqual({
    graph: 'https://graph/.default',
    teams: '48ac35b8-9aa8-4d74-927d-1f4a14a0b239/.default',
    expiresAt: new Date(1_000),
  });
});
