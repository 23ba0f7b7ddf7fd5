import { render } from '../../src/cards/render';

const options = { language: 'en', summary: 'A summary' } as const;
const notice = { style: 'good', head: 'Head', text: 'Text', buttons: [] };

test('binds a template and says the summary aloud', () => {
  const { card, text } = render('notice', notice, options);
  expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', speak: 'A summary', fallbackText: 'A summary' });
  expect(text).toBe('Head\nText');
});

test('refuses a view that leaves something unbound', () => {
  expect(() => render('notice', { ...notice, text: undefined }, options)).toThrow('was not bound');
});

test('tells what a person typed from what was left unbound', () => {
  const { card, text } = render('notice', { ...notice, text: '${head} {{x}} @{concat("a")}' }, options);
  expect(text).toBe('Head\n${head} {{x}} @{concat("a")}');
  expect(JSON.stringify(card)).not.toContain('${');
});

test('refuses a card that cannot be made to fit', () => {
  expect(() => render('notice', { ...notice, text: 'x'.repeat(30_000) }, options)).toThrow('cannot be made to fit');
});

test('gives the command of a button back exactly as it was', () => {
  const command = 'bob\u200B ${x}';
  const { card } = render('notice', { ...notice, buttons: [{ title: 'Go', style: 'default', data: { verb: 'say', command } }] }, options);
  expect(card).toMatchObject({ actions: [{ verb: 'say', data: { command }, fallback: { type: 'Action.Submit', data: { command } } }] });
});
