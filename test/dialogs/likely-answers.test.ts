import { helpdesk } from '../changes/world';
import { startTalking, type Talking } from './talking';

let talking: Talking;
beforeEach(async () => {
  talking = await startTalking('direct-routing');
});
afterEach(() => talking.world.close());

test('the site that somebody used last is marked, in its place on the list', async () => {
  expect(await talking.says('enable voice for newhire@contoso.com')).not.toContain('used last');
  await talking.says('cancel');
  await talking.says('assign site Paris to busy@contoso.com');
  await talking.says('withdraw 1');
  talking.restart();
  expect(await talking.says('enable voice for newhire@contoso.com')).toMatch(
    /1\. Seattle[^]*2\. Paris[^\n]*\n? *[^\n]*used last[^]*3\. Tokyo/,
  );
  await talking.says('cancel');
  talking.as(helpdesk);
  expect(await talking.says('enable voice for newhire@contoso.com')).not.toContain('used last');
});

test('free numbers of the site are offered, and why it is asked is said', async () => {
  expect(await talking.says('enable voice for newhire@contoso.com')).toContain('Calls leave through the site');
  expect(await talking.says('Seattle')).toMatch(/Below are free numbers[^]*1\. \+1 425 555 01/);
});
