import { mapValues } from './map-values';
import { escapeMarkdown } from './safe-text';

type Element = Record<string, unknown>;

/**
 * A bound card as clients want it: text escaped where clients read markdown, each Action.Execute with its Action.Submit. The data of an action goes back
 * as it is; that of a chart is a list, and drawn.
 */
export function dress(element: Element): Element {
  // For the shared form alone, which is made before.
  const { shared: _, ...drawn } = element;
  const dressed = mapValues(drawn, (value, name) => (name === 'data' && !Array.isArray(value) ? value : dressValue(value)));
  switch (element.type) {
    case 'TextBlock':
      return { ...dressed, text: escapeMarkdown(String(element.text)) };
    case 'FactSet':
      return {
        ...dressed,
        facts: listOf(element.facts).map(({ title, value }) => ({
          title: escapeMarkdown(String(title)),
          value: escapeMarkdown(String(value)),
        })),
      };
    case 'Action.Execute':
      return executable(dressed);
    default:
      return dressed;
  }
}

/** The elements in a property of a bound card. */
export function listOf(value: unknown): Element[] {
  return Array.isArray(value) ? value.filter((item): item is Element => typeof item === 'object' && item !== null) : [];
}

function dressValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dressValue);
  return typeof value === 'object' && value !== null ? dress(value as Element) : unbindable(value);
}

/** Titles and labels are no markdown, so no escape could keep a second template engine from reading `${` there. */
function unbindable(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('${', '$ {') : value;
}

function executable(action: Element): Element {
  const { title, data } = action;
  const verb = typeof data === 'object' && data !== null && 'verb' in data ? data.verb : 'say';
  return { ...action, verb, fallback: { type: 'Action.Submit', title, data } };
}
