import { barOf } from '../../src/cards/views/bar';

function drawn(language: string, count: number, total: number): string {
  const { figures, bar } = barOf(language, count, total);
  return `${figures} ${bar}`.trim();
}

test.each<[number, number, string]>([
  [0, 0, '0 · 0%'],
  [0, 7, '0 · 0%'],
  [7, 7, `7 · 100% ${'█'.repeat(16)}`],
  [1, 2, `1 · 50% ${'█'.repeat(8)}`],
  [1, 3, `1 · 33% ${'█'.repeat(5)}▍`],
  [1, 100_000, '1 · < 0.1% ▏'],
  [99_999, 100_000, `99,999 · > 99.9% ${'█'.repeat(15)}▉`],
  [31_416, 100_000, `31,416 · 31.4% ${'█'.repeat(5)}`],
])('%d of %d is «%s»', (count, total, text) => expect(drawn('en', count, total)).toBe(text));

test('in French', () => expect(drawn('fr', 1_234, 2_000).replace(/\s/g, ' ')).toMatch(/^1 234 · 61,7 % █{9}▉$/));
