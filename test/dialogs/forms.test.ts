import { cardAction } from '../../src/cards/action';
import { every, problemsOf } from '../cards/card-check';
import { helpdesk } from '../changes/world';
import { startTalking, type Talking } from './talking';

let talking: Talking;
beforeEach(async () => {
  talking = await startTalking('direct-routing');
  await talking.says('forms on');
});
afterEach(() => talking.world.close());

/** The form that was shown last: its inputs with what stands in them, its texts, and what is sent by a click. */
function form(): {
  inputs: Record<string, unknown>;
  picks: Record<string, string[]>;
  texts: string[];
  send(said: Record<string, string>): Promise<string>;
} {
  const shown = talking.sent.at(-1);
  if (!shown?.card) throw new Error('No card was shown.');
  expect(problemsOf({ ...shown, text: `${shown.text}\n${JSON.stringify(shown.card)}` })).toEqual([]);
  const elements = every(shown.card);
  const inputs = elements.filter(({ type }) => String(type).startsWith('Input.'));
  const data = elements.find(({ type, verb }) => type === 'Action.Execute' && verb === 'fill')?.data as Record<string, unknown>;
  const values = Object.fromEntries(inputs.map(({ id, value }) => [String(id), value]));
  return {
    inputs: values,
    picks: Object.fromEntries(
      inputs.flatMap(({ id, choices }) => (choices ? [[String(id), (choices as { value: string }[]).map(({ value }) => value)]] : [])),
    ),
    texts: elements.flatMap(({ type, text }) => (type === 'TextBlock' ? [String(text)] : [])),
    send: (said) => talking.clicks(cardAction.parse({ ...data, ...values, ...said })),
  };
}

test('the whole operation is one card: what was said stands in it, and one click leads to the review', async () => {
  await talking.says('enable voice for newhire@contoso.com at Seattle');
  const { inputs, picks, send } = form();
  expect(inputs).toMatchObject({ user: 'newhire@contoso.com', site: 'Seattle', number: '' });
  expect(picks['number-pick']).toContain('+1 425 555 0100');
  expect(await send({ 'number-pick': '+1 425 555 0140' })).toMatch(/To review[^]*Number: none → \+1 425 555 0140/);
});

test('as text it is the one question it has always been, and what is typed answers it', async () => {
  expect(await talking.says('enable voice for newhire@contoso.com at Seattle')).toMatch(/Which number\?[^]*free numbers/);
  expect(await talking.says('+1 425 555 0141')).toContain('To review');
});

test('what is missing or wrong is said at once, and the rest is kept', async () => {
  await talking.says('enable voice');
  await form().send({ user: 'newhire@contoso.com', site: 'Seattle' });
  expect(form().texts.join('\n')).toContain('Which number?');
  await form().send({ number: '4021' });
  expect(form().texts.join('\n')).toContain('4021');
  expect(form().inputs).toMatchObject({ user: 'newhire@contoso.com', site: 'Seattle', number: '4021' });
  expect(await form().send({ number: '', 'number-pick': '+1 425 555 0142' })).toContain('To review');
});

test('of several people one is picked from the list, without wiping what was typed', async () => {
  await talking.says('assign site Paris to john smith');
  expect(form().texts.join('\n')).toMatch(/people fit “john smith”/);
  expect(await form().send({ 'user-pick': 'john.smith2@contoso.com' })).toMatch(/To review[^]*john\.smith2@contoso\.com/);
});

test('a draft is edited on the form, and the draft is replaced', async () => {
  await talking.says('enable voice for newhire@contoso.com with +1 425 555 0143 at Seattle');
  await talking.says('edit 1');
  expect(form().inputs).toMatchObject({ user: 'newhire@contoso.com', site: 'Seattle' });
  expect(await form().send({ site: 'Paris', number: '+33 1 42 68 53 77' })).toMatch(/Change 2[^]*Site: no site → Paris/);
  expect((await talking.world.changes.get(helpdesk, 1)).state).not.toBe('draft');
});

test('a form of before that is sent again is a wish of its own', async () => {
  await talking.says('enable voice for newhire@contoso.com at Seattle');
  const old = form();
  await talking.says('cancel');
  expect(await old.send({ 'number-pick': '+1 425 555 0140' })).toContain('To review');
});

test('a form of something else replaces the open question, and says so', async () => {
  await talking.says('enable voice for newhire@contoso.com at Seattle');
  const old = form();
  await talking.says('assign site to busy@contoso.com');
  expect(await old.send({ 'number-pick': '+1 425 555 0140' })).toMatch(/Assign a? ?site[^]*To review/i);
});

test('rights are asked when it is sent, not when it was shown', async () => {
  await talking.says('enable voice for newhire@contoso.com at Seattle');
  const old = form();
  talking.as({ ...helpdesk, objectId: 'nobody', roles: [] });
  expect(await old.send({ 'number-pick': '+1 425 555 0140' })).not.toContain('To review');
});

test('«forms off» in the middle asks the open question alone', async () => {
  await talking.says('enable voice for newhire@contoso.com at Seattle');
  expect(await talking.says('forms off')).toContain('Which number?');
  expect(every(talking.sent.at(-1)?.card ?? {}).some(({ type }) => String(type).startsWith('Input.'))).toBe(false);
});

test('commands in the middle leave it open', async () => {
  await talking.says('enable voice for newhire@contoso.com at Seattle');
  await talking.says('status of busy@contoso.com');
  expect(form().inputs).toMatchObject({ user: 'newhire@contoso.com' });
  expect(await talking.says('back')).toMatch(/nothing/i);
});
