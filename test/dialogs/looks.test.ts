import { helpdesk } from '../changes/world';
import { startTalking, type Talking } from './talking';

let talking: Talking;
beforeEach(async () => {
  talking = await startTalking('direct-routing');
});
afterEach(() => talking.world.close());

test.each([
  ['status of newhire@contoso.com', { command: 'status', said: { user: 'newhire@contoso.com' }, found: 1 }],
  ['newhire@contoso.com', { command: 'status', said: { user: 'newhire@contoso.com' }, found: 1 }],
  ['changes', { command: 'changes', said: {}, found: 0 }],
  ['who has +14255550100', { command: 'who-has', found: 1 }],
  ['free numbers at Seattle', { command: 'free-numbers', found: expect.any(Number) as number }],
  ['sites', { command: 'sites', found: 3 }],
  ['audit verify', { command: 'audit-verify', found: expect.any(Number) as number }],
  ['report voice', { command: 'report' }],
  ['check dns', { command: 'check-dns', found: expect.any(Number) as number }],
  ['set up', { command: 'set-up' }],
])('«%s» is told to the audit: who, of what, how many', async (said, look) => {
  talking.as(helpdesk);
  await talking.says(said);
  expect(talking.look()).toMatchObject({ person: helpdesk, ...look });
  await talking.looks.close();
  await talking.reports.close();
});

test.each(['help', 'enable voice for newhire@contoso.com', 'cancel', 'what is this?'])('«%s» looks at nothing', async (said) => {
  await talking.says(said);
  expect(talking.look()).toBeNull();
});
