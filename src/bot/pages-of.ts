const fence = '```';

/**
 * A text in pages: between paragraphs, else between lines, else between words. A block of code that goes on is closed and opened again.
 * @param longest how many characters a page has at most
 */
export function pagesOf(text: string, longest: number): string[] {
  const pages: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const end = endOf(rest.slice(0, longest - 2 * fence.length));
    const page = rest.slice(0, end).trimEnd();
    const isOpen = page.split('\n').filter((line) => line === fence).length % 2 === 1;
    pages.push(isOpen ? `${page}\n${fence}` : page);
    rest = (isOpen ? `${fence}\n` : '') + rest.slice(end).replace(/^\n+/, '');
  }
  return [...pages, rest];
}

/** Where the last paragraph ends that is not far from the end, else the last line that has none below that belong to it, else any line or word. */
function endOf(text: string): number {
  const ends = [/\n\n/g, /\n(?=\S)/g, /\n/g, / /g].map((between) => [...text.matchAll(between)].at(-1)?.index ?? 0);
  return ends.find((end) => end > text.length / 3) ?? text.length;
}
