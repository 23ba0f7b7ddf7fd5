import { changeCard } from '../../src/cards/views/change';
import { languages } from '../../src/i18n/say';
import { problemsOf } from './card-check';
import { everyCard } from './every-card';
import { change, factLines, hostileTexts, part, reader } from './samples';

describe.each(languages)('in %s', (language) => {
  test.each(Object.keys(everyCard))('%s is a sound card and says everything in text too', (name) => {
    expect(problemsOf(everyCard[name]!(language, 'Zoë Müller'))).toEqual([]);
  });

  test.each(hostileTexts())('no card lets $id do more than be read', ({ value }) => {
    const found = Object.entries(everyCard).flatMap(([name, card]) =>
      problemsOf(card(language, value)).map((problem) => `${name}: ${problem}`),
    );
    expect(found).toEqual([]);
  });
});

test('a change of many parts fits by leaving out the exact cmdlets, which the text keeps', () => {
  const parts = Array.from({ length: 40 }, (_, index) => part({ id: index, key: String(index) }));
  const rendered = changeCard({ change: change({ parts }), reader: reader('en'), tenantName: 'Contoso', lines: () => factLines() });
  expect(problemsOf(rendered)).toEqual([]);
  expect(JSON.stringify(rendered.card)).toContain('too long for a card');
  expect(rendered.text.match(/Set-CsUserPstnSettings -Identity/g)).toHaveLength(40);
});
