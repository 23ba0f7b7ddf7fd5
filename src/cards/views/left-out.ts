import type { LeftOut } from '../../changes/change';
import type { Language } from '../../i18n/say';
import { sentence, type Sentence } from '../../sentence';
import type { Rendered } from '../rendered';
import { sheetCard } from './sheet';

/** Why none of several wishes can go on. */
export function leftOutCard(language: Language, title: Sentence, leftOut: readonly LeftOut[]): Rendered {
  return sheetCard({
    language,
    title,
    tone: 'warning',
    sections: leftOut.map(({ name, reason }) => ({
      ...(name !== '' && { title: sentence('value.text', { text: name }) }),
      notes: [reason],
    })),
  });
}
