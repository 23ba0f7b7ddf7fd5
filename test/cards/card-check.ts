import { cardAction } from '../../src/cards/action';
import { maxCardBytes } from '../../src/cards/fit';
import type { Rendered } from '../../src/cards/rendered';
import { readMarkdown } from './markdown';

/** The package's main entry does not load in Node; its types are those of the bundle. */
const { AdaptiveCard, SerializationContext, Versions } = require('adaptivecards/dist/adaptivecards.js') as typeof import('adaptivecards');

type Element = Record<string, unknown>;

/** Everything that must hold of every card, as the problems found. */
export function problemsOf({ card: sent, text, summary }: Rendered): string[] {
  if (sent === null) return ['no card'];
  const card = withoutCharts(sent);
  const elements = every(card);
  const json = JSON.stringify(card);
  return [
    ...parserWarnings(card),
    ...(json.includes('${') || text.includes('undefined') || json.includes('undefined') ? ['unbound'] : []),
    ...(Buffer.byteLength(json) > maxCardBytes ? ['too large'] : []),
    ...(summary === '' || summary.includes('\n') ? ['the summary is no line'] : []),
    ...([card.speak, card.fallbackText].every((said) => said === summary.replaceAll('${', '$ {'))
      ? []
      : ['what is read out is not the summary']),
    ...headProblems(card),
    ...elements.filter(({ type }) => String(type).startsWith('Input.')).flatMap(({ label }) => (label ? [] : ['an input without a label'])),
    ...elements.flatMap((element) => markupIn(element)),
    ...elements.filter(({ type }) => type === 'Action.Execute').flatMap((action) => actionProblems(action, text)),
    ...(/[\u202A-\u202E\u2066-\u2069\u200B]/.test(json + text) ? ['hidden characters'] : []),
    ...duplicates(elements.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))),
  ];
}

/** As a client draws it that knows no charts: nothing else may know less than 1.5. */
export function withoutCharts(card: Element): Element {
  return JSON.parse(JSON.stringify(card), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'type' in value && String(value.type).startsWith('Chart.') && 'fallback' in value
      ? value.fallback
      : value,
  ) as Element;
}

export function actionsOf(card: Rendered): string[] {
  return every(card.card ?? {}).flatMap(({ type, data }) => (type === 'Action.Execute' ? [(data as { verb: string }).verb] : []));
}

/** Every object in a card but action data and fallbacks, in reading order. */
export function every(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap(every);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).filter(([name]) => name !== 'data' && name !== 'fallback');
  return [value as Element, ...inside.flatMap(([, item]) => every(item))];
}

/** Every card begins with a coloured head that has the one heading which stands out. */
function headProblems({ body }: Element): string[] {
  const [head, ...rest] = body as Element[];
  const headings = (of: unknown) => every(of).filter(({ style, size }) => style === 'heading' && size !== 'Default').length;
  if (head?.style === undefined || head.bleed !== true) return ['no head'];
  return every(head).some(({ style }) => style === 'heading') && headings(rest) === 0 ? [] : ['a heading out of place'];
}

function parserWarnings(json: Element): string[] {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(structuredClone(json), context);
  const parsed = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...parsed, ...card.validateProperties().validationEvents.map(({ message }) => message)];
}

/** Markdown may hold nothing but text: our own emphasis comes from sizes and weights. */
function markupIn({ type, text, facts }: Element): string[] {
  const texts =
    type === 'TextBlock'
      ? [String(text)]
      : Array.isArray(facts)
        ? facts.flatMap((fact: { title: string; value: string }) => [fact.title, fact.value])
        : [];
  return texts.flatMap((source) => {
    const kinds = readMarkdown(source).flatMap((token) => [token.type, ...(token.children ?? []).map((child) => child.type)]);
    return kinds
      .filter((kind) => !['paragraph_open', 'paragraph_close', 'inline', 'text'].includes(kind))
      .map((kind) => `${kind} in «${source}»`);
  });
}

function actionProblems({ title, data, verb, fallback }: Element, text: string): string[] {
  const parsed = cardAction.safeParse(data);
  const { command } = data as { command?: string };
  return [
    ...(title ? [] : ['an action without a title']),
    ...(parsed.success && parsed.data.verb === verb ? [] : [`action data ${JSON.stringify(data)}`]),
    ...(JSON.stringify((fallback as Element | undefined)?.data) === JSON.stringify(data) ? [] : ['a fallback with other data']),
    ...(command && text.includes(command) ? [] : [`«${String(title)}» is not in the text form`]),
  ];
}

function duplicates(ids: string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id ${id} twice`);
}
