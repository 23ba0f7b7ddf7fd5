import fc from 'fast-check';
import { pagesOf } from '../../src/bot/pages-of';

test.each([
  ['a short text is one page', 'one\ntwo', 40, ['one\ntwo']],
  ['paragraphs stay whole', `${'a'.repeat(20)}\n\n${'b'.repeat(20)}`, 40, ['a'.repeat(20), 'b'.repeat(20)]],
  ['lines stay whole', `${'a'.repeat(25)}\n${'b'.repeat(20)}`, 40, ['a'.repeat(25), 'b'.repeat(20)]],
  [
    'a line stays with those below that belong to it',
    'one\n   is a number\ntwo\n   is another\nthree',
    34,
    ['one\n   is a number', 'two\n   is another\nthree'],
  ],
  ['words stay whole', `${'a'.repeat(25)} ${'b'.repeat(20)}`, 40, ['a'.repeat(25), ' ' + 'b'.repeat(20)]],
  [
    'code that goes on is code again',
    `see\n\`\`\`\nGet-A\nGet-BBBBBBBBBBBB\nGet-C\n\`\`\``,
    34,
    ['see\n```\nGet-A\n```', '```\nGet-BBBBBBBBBBBB\nGet-C\n```'],
  ],
])('%s', (_name, text, longest, pages) => {
  expect(pagesOf(text, longest)).toEqual(pages);
});

test('no page is too long, and nothing is lost', () => {
  const line = fc.oneof(fc.string({ maxLength: 90 }), fc.constant('```'), fc.constant(''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 40, max: 300 }), (lines, longest) => {
      const text = lines.join('\n');
      const pages = pagesOf(text, longest);
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(longest);
      const said = (whole: string): string => whole.replace(/```|\s/g, '');
      expect(said(pages.join('\n'))).toBe(said(text));
    }),
  );
});
