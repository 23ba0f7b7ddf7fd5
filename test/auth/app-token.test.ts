import { createAppToken, type AppToken } from '../../src/auth/app-token';
import { createEntra } from '../../src/auth/entra';
import { systemClock } from '../../src/clock';
import type { AppProof, TeamsApp } from '../../src/config-teams';
import { made } from '../checks/made-certificates';
import { openMicrosoft, type Microsoft } from '../microsoft/open-microsoft';

const scope = 'https://api.botframework.com/.default';

function tokenOf({ tenantId, appId, entra }: Microsoft, proof: AppProof, login = entra.url): AppToken {
  const app = { tenantId, appId, proof, endpoints: { login } as TeamsApp['endpoints'] };
  return createAppToken(createEntra({ app, clock: systemClock }), systemClock);
}

test('Switchboard proves itself with its secret, and asks once for as long as the token lasts', async () => {
  const microsoft = await openMicrosoft();
  const token = tokenOf(microsoft, { kind: 'secret', secret: microsoft.secret });
  const [first, second] = [await token(scope), await token(scope)];
  expect(microsoft.entra.verify(first.token, ['https://api.botframework.com']).azp).toBe(microsoft.appId);
  expect(second).toEqual(first);
  expect(microsoft.entra.grants).toHaveLength(1);
  await microsoft.close();
});

test('with its certificate', async () => {
  const { pem, keyPem } = await made({ name: 'switchboard', algorithm: 'RSA-2048' });
  const microsoft = await openMicrosoft({ certificate: pem });
  const { token } = await tokenOf(microsoft, { kind: 'certificate', pem: `${pem}\n${keyPem}` })(scope);
  expect(microsoft.entra.verify(token, ['https://api.botframework.com']).azp).toBe(microsoft.appId);
  const another = await made({ name: 'switchboard', algorithm: 'RSA-2048' });
  const wrong = tokenOf(microsoft, { kind: 'certificate', pem: `${another.pem}\n${another.keyPem}` });
  await expect(wrong(scope)).rejects.toThrow('AADSTS700027');
  await microsoft.close();
});

test.each<[string, (microsoft: Microsoft) => void, AppProof, string]>([
  ['a wrong secret', () => undefined, { kind: 'secret', secret: 'wrong-secret' }, 'AADSTS7000215'],
  [
    'too many requests',
    ({ entra, appId }) => entra.behave(appId, { kind: 'throttled', seconds: 3 }),
    { kind: 'secret', secret: 'its own' },
    'AADSTS90055',
  ],
])('%s: what Entra says comes through, the secret does not', async (_what, behave, proof, says) => {
  const microsoft = await openMicrosoft();
  behave(microsoft);
  const secret = proof.kind === 'secret' && proof.secret === 'its own' ? microsoft.secret : 'wrong-secret';
  const failed = await tokenOf(microsoft, { kind: 'secret', secret })(scope).catch((error: unknown) => error);
  expect(String(failed)).toContain(says);
  expect(JSON.stringify(failed, Object.getOwnPropertyNames(failed))).not.toContain(secret);
  await microsoft.close();
});
