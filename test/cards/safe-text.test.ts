import { escapeMarkdown, safeText } from '../../src/cards/safe-text';
import { readMarkdown } from './markdown';
import { hostileTexts } from './samples';

const family = '👨‍👩‍👧‍👦';

test.each([
  ['turns bidi overrides visible', 'a\u202Eb', 'a⟦U+202E⟧b'],
  ['turns isolates visible', '\u2066admin\u2069', '⟦U+2066⟧admin⟦U+2069⟧'],
  ['turns zero-width characters visible', 'Al\u200Bice\u200D', 'Al⟦U+200B⟧ice⟦U+200D⟧'],
  ['turns control characters visible', 'a\r\nb\u0007', 'a⟦U+000D⟧⟦U+000A⟧b⟦U+0007⟧'],
  ['turns blank letters visible', 'a\u3164', 'a⟦U+3164⟧'],
  ['turns tags visible', 'a\u{E0041}', 'a⟦U+E0041⟧'],
  ['keeps the joiners inside an emoji', family, family],
  ['keeps accents, composed or not', 'Zoe\u0301 Müller', 'Zoe\u0301 Müller'],
  ['cuts piles of accents', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}…b`],
  ['keeps 64 characters', 'A'.repeat(64), 'A'.repeat(64)],
  ['cuts the 65th', 'A'.repeat(65), `${'A'.repeat(63)}…`],
  ['counts an emoji as one, and never cuts inside', family.repeat(65), `${family.repeat(63)}…`],
])('%s', (_, given, shown) => {
  expect(safeText(given)).toBe(shown);
});

test.each(hostileTexts())('$id reads the same after markdown as before', ({ value }) => {
  const [, inline] = readMarkdown(escapeMarkdown(safeText(value, 1000)));
  const shown = (inline?.children ?? []).map(({ type, content }) => (type === 'text' ? content : `<${type}>`)).join('');
  expect(shown.replaceAll('\u00A0', ' ').trim()).toBe(safeText(value, 1000).trim());
});
