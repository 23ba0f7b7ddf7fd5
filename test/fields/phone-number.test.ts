import type { Resolution } from '../../src/fields/field';
import { phoneNumber, type PhoneNumberValue } from '../../src/fields/phone-number';
import { simulatedContext } from './simulated-context';

const { context } = simulatedContext('cloud-connector');

function summary(resolution: Resolution<PhoneNumberValue>): string {
  if (resolution.kind === 'value') return resolution.text;
  if (resolution.kind === 'choices') return 'choices';
  return [resolution.problem.key.replace('field.phone-number.', ''), ...(resolution.choices ?? []).map(({ text }) => text)].join(' ');
}

const full = '+14255550100';

test.each([
  [null, '+1 (425) 555-0100', full],
  [null, '+1.425.555.0100', full],
  [null, '+1\u00a0425\u202f555\u20110100', full],
  [null, '＋１４２５５５５０１００', full],
  [null, 'tel:+14255550100', full],
  [null, 'tel:+14255550100;ext=4021', `${full};ext=4021`],
  [null, '+1 425 555 0100 x4021', `${full};ext=4021`],
  [null, '+1 425 555 0100 ext 4021', `${full};ext=4021`],
  [null, '+1 425 555 0100 ext. 4021', `${full};ext=4021`],
  [null, '+33 (0)1 42 68 53 00', '+33142685300'],
  [null, '14255550100', 'no-country +1 425 555 0100'],
  [null, '(425) 555-0100', 'no-country'],
  [null, '01 42 68 53 00', 'no-country'],
  ['Seattle', '(425) 555-0100', full],
  ['Seattle', '1 (425) 555-0100', full],
  ['Paris', '01 42 68 53 00', '+33142685300'],
  ['Paris', '00 33 1 42 68 53 00', '+33142685300'],
  ['Paris', '33142685300', 'no-country +33 1 42 68 53 00'],
  ['Paris', '14255550100', 'no-country +1 425 555 0100'],
  ['Tokyo', '03-4510-5200', '+81345105200'],
  ['Seattle', '01 42 68 53 00', 'invalid'],
  [null, 'x4021', 'extension'],
  ['Seattle', 'with ext. 4021', 'extension'],
  ['Paris', 'avec le poste 4021', 'extension'],
  [null, '911', 'short'],
  ['Seattle', '911', 'short'],
  ['Paris', '112', 'short'],
  [null, '+1 (425) 555-0100;ext=12,,34', 'pauses'],
  [null, '+14255550100,,4021', 'pauses'],
  [null, '+14255550100;phone-context=x', 'pauses'],
  [null, '+999 123456789', 'unreadable'],
  [null, '+1 425 CALL NOW', 'unreadable'],
  [null, 'hello', 'unreadable'],
  [null, '+1425555010012345678901234', 'unreadable'],
  [null, '$(Get-Date)', 'unreadable'],
])('at %s, %s is %s', async (site, text, expected) => {
  const answers = site ? { site: { name: site } } : {};
  expect(summary(await phoneNumber.resolve(text, { ...context, answers }))).toBe(expected);
});

test('the example is a number of the country that is meant', async () => {
  const problem = await phoneNumber.resolve('911', { ...context, answers: { site: { name: 'Paris' } } });
  expect(problem.kind === 'problem' && problem.problem.values).toEqual({ name: '911', example: '+33 1 42 68 53 00' });
});

test('the exact text means the same number again', async () => {
  const first = await phoneNumber.resolve('+1 425 555 0100 x4021', context);
  expect(first.kind === 'value' && (await phoneNumber.resolve(first.text, context))).toEqual(first);
});

test('free numbers of the site are offered as people read them', async () => {
  const { choices } = await phoneNumber.suggest({ ...context, answers: { site: { name: 'Seattle' } } });
  expect(choices[0]).toEqual({ text: '+1 425 555 0140', label: '+1 425 555 0140' });
});
