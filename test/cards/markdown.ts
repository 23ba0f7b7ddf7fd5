interface Token {
  type: string;
  content: string;
  children: Token[] | null;
}

interface Markdown {
  linkify: { set(options: { fuzzyEmail: boolean; fuzzyLink: boolean }): void };
  parse(source: string, environment: object): Token[];
}

const MarkdownIt = require('markdown-it') as new (options: { linkify: boolean }) => Markdown;
const markdown = new MarkdownIt({ linkify: true });
markdown.linkify.set({ fuzzyEmail: false, fuzzyLink: false });

/** What a client makes of markdown, one that turns addresses into links included. UPNs may become mail links: they are addresses. */
export function readMarkdown(source: string): Token[] {
  return markdown.parse(source, {});
}
