import { barOf } from '../../src/cards/views/bar';
import { say } from '../../src/i18n/say';

test.each<[number, number, string]>([
  [0, 0, '0 · 0%'],
  [0, 7, '0 · 0%'],
  [7, 7, `7 · 100% ${'█'.repeat(20)}`],
  [1, 2, `1 · 50% ${'█'.repeat(10)}`],
  [1, 3, `1 · 33% ${'█'.repeat(6)}▋`],
  [1, 100_000, '1 · < 0.1% ▏'],
  [99_999, 100_000, `99,999 · > 99.9% ${'█'.repeat(19)}▉`],
  [31_416, 100_000, `31,416 · 31.4% ${'█'.repeat(6)}▎`],
])('%d of %d is «%s»', (count, total, text) => expect(say('en', barOf('en', count, total))).toBe(text));

test('in French', () => expect(say('fr', barOf('fr', 1_234, 2_000)).replace(/\s/g, ' ')).toMatch(/^1 234 · 61,7 % █{12}/));
