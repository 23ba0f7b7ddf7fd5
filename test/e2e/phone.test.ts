import { openPane, type Pane } from './pane';
import { openStage, type Stage } from './stage';

/** A channel that shows text alone, a little at a time. */
const longest = 1_600;

let stage: Stage;
let phone: Pane;
beforeAll(async () => {
  stage = await openStage('direct-routing');
  phone = await openPane(stage, 'voice-admin', { channelId: 'sms' });
});
afterAll(() => stage?.close());

/** An answer with all its pages. */
async function whole(line: string): Promise<{ text: string; pages: number }> {
  const pages = [await phone.says(line)];
  while (pages.at(-1)?.includes('say `more`')) pages.push(await phone.says('more'));
  for (const { text, card } of await phone.screen()) expect({ card, fits: text.length <= longest }).toEqual({ card: false, fits: true });
  return { text: pages.join('\n'), pages: pages.length };
}

test('a change is asked for, reviewed, confirmed, run and put back by text messages', async () => {
  await phone.says('enable voice');
  await phone.says('newhire@contoso.com');
  await phone.says('1');
  const review = await whole('+1 425 555 0140');
  expect(review.text).toContain('Voice: off → on');
  expect(review.text).toContain('Confirm: type `confirm 1`');
  await phone.says('confirm 1');
  await phone.until('✓ Done');
  expect((await whole('status of newhire@contoso.com')).text).toContain('Number: +1 425 555 0140');
  expect((await whole('undo 1')).text).toContain('Put back');
});

test.each([
  ['help', 'cards off'],
  ['script 1', 'Set-CsPhoneNumberAssignment'],
  ['set up', 'Emergency calls'],
])('«%s» is read to its end', async (line, says) => {
  expect((await whole(line)).text).toContain(says);
});

test.each([
  ['report sites', 'Seattle'],
  ['check tenant', 'Look again'],
])('what comes of «%s» comes by itself', async (line, says) => {
  await phone.says(line);
  let heard = await phone.until(/say `more`|Look again|Fetch CSV/);
  while (heard.endsWith('say `more`.')) heard = await phone.says('more');
  expect((await phone.screen()).map(({ text }) => text).join('\n')).toContain(says);
});

test('what is long comes in pages', async () => {
  expect((await whole('help')).pages).toBeGreaterThan(1);
});
