import { helpdesk } from '../changes/world';
import { startTalking, type Talking } from './talking';

let talking: Talking;
beforeEach(async () => {
  talking = await startTalking('direct-routing');
});
afterEach(() => talking.world.close());

test('«language fr» is answered in French, from this answer on, and stays when the process is another', async () => {
  expect(await talking.says('language fr')).toContain('Je réponds désormais en français');
  talking.restart();
  expect(await talking.says('assign site')).toContain('Pour qui');
  expect(await talking.says('langue auto')).toMatch(/langue de votre client|language of your client/);
  expect(await talking.says('help')).toContain('What you can say');
});

test('it is for whoever said it alone', async () => {
  await talking.says('langue français');
  talking.as(helpdesk);
  expect(await talking.says('help')).toContain('What you can say');
});

test('the open question is asked again in the new language', async () => {
  await talking.says('assign site to newhire@contoso.com');
  const told = await talking.says('parle français');
  expect(told).toMatch(/désormais en français[^]*Quel site/);
});

test('one that is not spoken is said so, with those that are', async () => {
  expect(await talking.says('language klingon')).toMatch(/I do not speak “klingon”[^]*langue fr[^]*language auto/);
  expect(await talking.says('language')).toContain('I answer in English now');
  expect(await talking.says('1')).toContain('en français');
});
