import fc from 'fast-check';
import { parseFilter } from '../../src/simulator/filter-text';
import { and, contains, eq, like, or, prefix } from '../../src/tenant/filter';
import hostileInputs from '../hostile-inputs.json';

const properties = ['DisplayName', 'LineURI', 'EnterpriseVoiceEnabled'];
const matches = (filter: string, displayName: string): boolean =>
  parseFilter(filter, properties)({ DisplayName: displayName, LineURI: null, EnterpriseVoiceEnabled: true });

test.each<[string, string]>([
  [eq('DisplayName', "O'Brien"), "DisplayName -eq 'O''Brien'"],
  [eq('DisplayName', 'a’b‘c‚d‛e'), "DisplayName -eq 'a’’b‘‘c‚‚d‛‛e'"],
  [eq('EnterpriseVoiceEnabled', true), 'EnterpriseVoiceEnabled -eq $true'],
  [like('LineURI', prefix('tel:+1425')), "LineURI -like 'tel:+1425*'"],
  [like('DisplayName', contains('a*[b]?`')), "DisplayName -like '*a`*`[b`]`?``*'"],
  [and(eq('LineURI', '1'), or(eq('LineURI', '2'), eq('LineURI', '3'))), "(LineURI -eq '1' -and (LineURI -eq '2' -or LineURI -eq '3'))"],
  [and(eq('LineURI', '1')), "LineURI -eq '1'"],
])('%s', (built, text) => expect(built).toBe(text));

test.each(['x\ny', 'a\u0000', '\ud800'])('refuses %j', (value) => expect(() => eq('DisplayName', value)).toThrow());

test('refuses a property that is none', () => expect(() => eq("DisplayName -eq 'a' -or X", 'b')).toThrow());

const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab*?[]`\'‘’‚‛"“”„()$- ') }),
  fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}|\p{Cs}/u.test(text)),
  fc.constantFrom(...hostileInputs.flatMap(({ value }) => (typeof value === 'string' && !/\p{Cc}|\p{Cs}/u.test(value) ? [value] : []))),
);

test('whatever is typed means itself and nothing else', () => {
  fc.assert(
    fc.property(texts, texts, (typed, other) => {
      expect(matches(eq('DisplayName', typed), typed)).toBe(true);
      expect(matches(like('DisplayName', contains(typed)), `${other}${typed}${other}`)).toBe(true);
      expect(matches(eq('DisplayName', typed), other)).toBe(typed.toLowerCase() === other.toLowerCase());
      expect(matches(and(eq('DisplayName', typed), eq('LineURI', 'never')), typed)).toBe(false);
    }),
  );
});
