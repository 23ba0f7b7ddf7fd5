import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Claims } from './keys';
import { openTeamsStage, type TeamsStage } from './open-teams-stage';

/** What comes to a Switchboard in production, and what it answers. */
let stage: TeamsStage;
beforeAll(async () => (stage = await openTeamsStage({ environment: { HOST: '0.0.0.0' } })));
afterAll(() => stage.close());

test('somebody of the tenant says help and is answered where they asked', async () => {
  const { teams, people, microsoft } = stage;
  expect(await teams.say(people.helpdesk, 'help')).toEqual({ status: 200, body: '' });
  const { conversation } = teams.personal(people.helpdesk);
  const answer = await microsoft.connector.next((one) => one.conversation === conversation.id);
  expect(JSON.stringify(answer.activity)).toContain('Enable voice');
});
