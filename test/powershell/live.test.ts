import type { Identity } from '../../src/auth/person';
import { explain } from '../../src/tenant/known-errors';
import type { Answer, Tenant } from '../../src/tenant/tenant';
import { openWorld, voiceAdmin } from '../changes/world';
import { engine } from './engine';
import { identityOf, openLive, type LiveStage, type StageOptions } from './open-live';

const ready = engine();

const read = (tenant: Tenant): Promise<Answer> => tenant.call({ cmdlet: 'Get-CsOnlineUser', parameters: { Identity: 'bob@contoso.com' } });
const write = (tenant: Tenant, on = true): Promise<Answer> =>
  tenant.call({ cmdlet: 'Set-CsOnlineVoicemailUserSettings', parameters: { Identity: 'sip:busy@contoso.com', VoicemailEnabled: on } });
const licences = (tenant: Tenant): Promise<Answer> => tenant.call({ cmdlet: 'Get-MgSubscribedSku', parameters: {} });
const elsewhere = '11111111-2222-4333-8444-555555555555';

if (ready.kind === 'none') test.skip(`the live back end: ${ready.reason}`, () => undefined);
else {
  describe('one process, one sign-in', () => {
    let stage: LiveStage;
    let alex: Identity;
    let tenant: Tenant;
    beforeAll(async () => {
      stage = await openLive();
      alex = identityOf(stage.person('Alex'));
      tenant = stage.tenants.tenantFor(alex);
      expect(await read(tenant)).toMatchObject({ outcome: 'done' });
    });
    beforeEach(() => void stage.anew());
    afterAll(() => stage.close());
    const calls = () => stage.simulator().calls();

    test('each call brings the tokens of whoever it is for', async () => {
      await read(tenant);
      await licences(tenant);
      expect(calls().map(({ caller, outcome }) => ({ caller, outcome }))).toEqual([
        { caller: alex.objectId, outcome: 'done' },
        { caller: alex.objectId, outcome: 'done' },
      ]);
    });

    test('the same tokens serve, and the tenant is asked who it is once', async () => {
      await read(tenant);
      await read(tenant);
      expect(new Set(calls().map(({ tokenId }) => tokenId)).size).toBe(1);
      expect(calls().map(({ cmdlet }) => cmdlet)).toEqual(['Get-CsOnlineUser', 'Get-CsOnlineUser']);
    });

    test('new tokens come between two calls, in a new process; never during one', async () => {
      stage.simulator().control({ do: 'slow', ms: 200 });
      const running = write(tenant);
      while (calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      stage.credentials.forget(alex);
      const next = write(tenant, false);
      expect([await running, await next]).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
      const [first, asked, second] = calls();
      expect([first!.cmdlet, asked!.cmdlet, second!.cmdlet]).toEqual([
        'Set-CsOnlineVoicemailUserSettings',
        'Get-CsTenant',
        'Set-CsOnlineVoicemailUserSettings',
      ]);
      expect(second!.tokenId).toBe(asked!.tokenId);
      expect(second!.tokenId).not.toBe(first!.tokenId);
    });

    const expired = { id: 'AuthenticationFailed', message: 'AADSTS500133: Assertion is not within its valid time range.' };

    test('a read whose tokens ran out is asked again with new ones', async () => {
      stage.simulator().control({ do: 'fault', kind: 'fail', cmdlet: 'Get-CsOnlineUser', error: expired });
      expect(await read(tenant)).toMatchObject({ outcome: 'done' });
      const reads = calls().filter(({ cmdlet }) => cmdlet === 'Get-CsOnlineUser');
      expect(new Set(reads.map(({ tokenId }) => tokenId)).size).toBe(2);
    });

    test('a write whose tokens ran out is not sent again by itself; the next one has new ones', async () => {
      stage.simulator().control({ do: 'fault', kind: 'fail', cmdlet: 'Set-CsOnlineVoicemailUserSettings', error: expired });
      const answer = await write(tenant);
      expect(answer).toMatchObject({ outcome: 'failed', error: { message: expired.message } });
      if (answer.outcome === 'failed') expect(explain(answer.error)).toMatchObject({ mayRetry: true });
      expect(await write(tenant)).toMatchObject({ outcome: 'done' });
      const writes = calls().filter(({ cmdlet }) => cmdlet.startsWith('Set-'));
      expect(writes.map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
      expect(writes[0]!.tokenId).not.toBe(writes[1]!.tokenId);
    });

    test('whoever is not signed in is told so, and nothing is asked', async () => {
      const gone = identityOf(stage.microsoft.person({ name: 'Gone' }));
      for (const ask of [read, write, licences])
        expect(await ask(stage.tenants.tenantFor(gone))).toMatchObject({ outcome: 'not-run', error: { id: 'SignIn.signed-out' } });
      expect(calls()).toEqual([]);
    });

    test('an Entra that has trouble is no reason to sign in: later', async () => {
      const busy = stage.person('Busy');
      stage.microsoft.entra.behave(busy.objectId, { kind: 'throttled', seconds: 600 });
      const answer = await write(stage.tenants.tenantFor(identityOf(busy)));
      expect(answer).toMatchObject({ outcome: 'not-run', error: { id: 'Credentials.Unavailable' } });
      if (answer.outcome === 'not-run') expect(explain(answer.error)).toMatchObject({ mayRetry: true });
      expect(calls()).toEqual([]);
    });

    test('Graph that wants to be left alone is asked later, and a write that it never saw too', async () => {
      const throttled = {
        status: 429,
        headers: { 'retry-after': '0' },
        json: { error: { code: 'TooManyRequests', message: 'Too many requests' } },
      };
      stage.graph.answerWith(throttled);
      expect(await licences(tenant)).toMatchObject({ outcome: 'done' });
      stage.graph.answerWith(throttled);
      const located = { cmdlet: 'Update-MgUser', parameters: { UserId: 'bob@contoso.com', UsageLocation: 'FR' } };
      expect(await tenant.call(located)).toMatchObject({ outcome: 'done' });
      expect(calls().filter(({ cmdlet }) => cmdlet === 'Update-MgUser')).toHaveLength(1);
    });

    test('Graph that takes the token no more gets a new one', async () => {
      const before = stage.microsoft.entra.grants.length;
      stage.graph.answerWith({
        status: 401,
        json: { error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed.' } },
      });
      expect(await licences(tenant)).toMatchObject({ outcome: 'done' });
      expect(stage.microsoft.entra.grants.length).toBe(before + 2);
    });

    test('a next page elsewhere is not followed: the token stays with Graph', async () => {
      stage.graph.answerWith({ status: 200, json: { value: [], '@odata.nextLink': `${stage.microsoft.connector.url}/v1.0/more` } });
      expect(await licences(tenant)).toMatchObject({ outcome: 'failed', error: { id: 'Graph.BadAnswer,Get-MgSubscribedSku' } });
    });

    test('a role that is not active keeps the change waiting for it; once it is there, the change goes on', async () => {
      const world = await openWorld('direct-routing', { wrap: () => tenant });
      const change = await world.proposed('enable-voice', { user: 'newhire@contoso.com', number: '+1 425 555 0140', site: 'Seattle' });
      stage.simulator().control({ do: 'roles', caller: alex.objectId, roles: ['Global Reader'] });
      await world.changes.confirm(voiceAdmin, change.id, change.version);
      const state = async () => (await world.changes.get(voiceAdmin, change.id)).state;
      await world.work(async () => (await state()) === 'waiting-role');
      expect(stage.simulator().account('newhire@contoso.com').number).toBeNull();
      stage.simulator().control({ do: 'roles', caller: alex.objectId, roles: null });
      world.clock.advance(1_000);
      await world.changes.resume(voiceAdmin, change.id);
      await world.work(async () => (await state()) === 'done');
      expect(stage.simulator().account('newhire@contoso.com').number).toBe('+14255550140');
      await world.close();
    });

    test('who has no role at all cannot even ask which tenant it is: that is a role too', async () => {
      stage.credentials.forget(alex);
      stage.simulator().control({ do: 'roles', caller: alex.objectId, roles: [] });
      const answer = await write(tenant);
      expect(answer).toMatchObject({ outcome: 'not-run', error: { id: expect.stringContaining('Forbidden,Get-CsTenant') } });
      if (answer.outcome === 'not-run') expect(explain(answer.error)).toMatchObject({ lacksRole: true });
    });
  });

  describe('what is refused before the first call', () => {
    let stage: LiveStage | undefined;
    afterEach(() => stage?.close());
    const answerOf = async (options: StageOptions): Promise<Answer> => {
      stage = await openLive(options);
      return write(stage.tenants.tenantFor(identityOf(stage.person('Alex'))));
    };

    test('another tenant than that of the configuration', async () => {
      const answer = await answerOf({ tenantId: elsewhere });
      expect(answer).toMatchObject({ outcome: 'not-run', error: { id: 'Session.WrongTenant' } });
      expect(
        stage!
          .simulator()
          .calls()
          .map(({ cmdlet }) => cmdlet),
      ).toEqual(['Get-CsTenant']);
    });

    test('the tokens of somebody else, whoever handed them out', async () => {
      const answer = await answerOf({
        credentials: (real) => ({ ...real, tokensOf: () => real.tokensOf(identityOf(stage!.person('Mallory'))) }),
      });
      expect(answer).toMatchObject({ outcome: 'not-run', error: { id: 'SignIn.other-account' } });
      expect(stage!.simulator().calls()).toEqual([]);
    });

    test('a module that lacks what we need, by name', async () => {
      const answer = await answerOf({
        standIn: {
          change: (all) =>
            all
              .filter(({ name }) => name !== 'Grant-CsTeamsCallingPolicy')
              .map((cmdlet) => ({
                ...cmdlet,
                parameterSets: cmdlet.parameterSets.map((set) => ({
                  ...set,
                  parameters: set.parameters.filter(({ name }) => name !== 'EnterpriseVoiceEnabled'),
                })),
              })),
        },
      });
      expect(answer).toMatchObject({
        outcome: 'not-run',
        error: {
          id: 'Contract.Differs',
          message:
            'MicrosoftTeams 7.1.0 does not do what Switchboard needs: Set-CsPhoneNumberAssignment -EnterpriseVoiceEnabled: is not there; Grant-CsTeamsCallingPolicy: is not there',
        },
      });
      expect(stage!.simulator().calls()).toEqual([]);
    });
  });
}
