import { openTeamsStage, type TeamsStage } from './open-teams-stage';
import type { TeamsPerson } from './person';

/** The reader identity, from Teams to the tenant: who has no role at Microsoft reads without a sign-in of their own, and writes nothing with it. */

const teamsApi = '48ac35b8-9aa8-4d74-927d-1f4a14a0b239';
let stage: TeamsStage;
beforeAll(
  async () => void (stage = await openTeamsStage({ signedIn: false, configure: (file) => ({ ...file, credentials: { reader: 'app' } }) })),
);
afterAll(() => stage.close());

async function says(person: TeamsPerson, text: string, answer: RegExp): Promise<void> {
  const { connector } = stage.microsoft;
  const before = connector.sent.length;
  expect((await stage.teams.say(person, text)).status).toBeLessThan(300);
  await connector.next((one) => connector.sent.indexOf(one) >= before && answer.test(JSON.stringify(one.activity)));
}

test('the help desk reads with the application’s own tokens; the administrator has to sign in', async () => {
  const { entra } = stage.microsoft;
  await says(stage.people.helpdesk, 'status of busy@contoso.com', /Voicemail|voicemail/);
  expect(entra.grants.filter(({ grant, scope }) => grant === 'app' && scope.startsWith(teamsApi))).toHaveLength(1);
  expect(entra.grants.filter(({ grant }) => grant === 'on-behalf-of')).toEqual([]);
  expect(stage.simulator.calls().every(({ cmdlet }) => /^(Get|Test)-/.test(cmdlet))).toBe(true);
  await says(stage.people['voice-admin'], 'status of busy@contoso.com', /[Ss]ign in/);
});
