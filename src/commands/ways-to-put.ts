import { smallWords } from './small-words';
import { tokens } from './tokens';

/** A text as it is, without an article at its beginning, and with «Dan’s dial plan» as «dial plan of Dan». */
export function waysToPut(text: string): string[] {
  const said = tokens(text);
  const [first, second] = said;
  const bare = first && second && smallWords.articles.has(first.word) ? [text.slice(second.start)] : [];
  const owned = said.findIndex(({ end }) => /['’]s$/u.test(text.slice(0, end)));
  const owner = said[owned];
  if (!owner || (owned === 0 && said.length === 1)) return [text, ...bare];
  let from = owned;
  while (from > 0 && isCapital(said[from]!.start) && isCapital(said[from - 1]!.start)) from -= 1;
  const name = text.slice(said[from]!.start, owner.end - 2);
  const before = text.slice(0, said[from]!.start);
  const turned = said.slice(owned + 1, owned + 4).map(({ start, end }) => {
    const thing = text.slice(said[owned + 1]?.start ?? start, end);
    return `${before}${thing} of ${name}${text.slice(end)}`;
  });
  return [text, ...bare, ...turned];

  function isCapital(at: number): boolean {
    return /^\p{Lu}/u.test(text.slice(at, at + 2));
  }
}
