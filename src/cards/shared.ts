import { say, type Language } from '../i18n/say';
import { listOf } from './dress';
import type { Rendered, Shared } from './rendered';

type Element = Record<string, unknown>;

/**
 * The one rule of what stands where others read too, such as a channel: names and states. A template marks what may with `"shared": true`
 * (`"verbatim"`: also what looks like a number, because it is our own sample); everything else goes, and from what stays go numbers and addresses.
 */
export function sharedCard(card: Element): { card: Element; less: boolean } {
  const seen: Seen = { less: false };
  return { card: prunedChildren(card, false, seen), less: seen.less };
}

/** A sentence as others may read it: without numbers, and without the address that stands behind a name. */
export function withoutNumbers(text: string): string {
  return text.replace(addressBehindName, '').replace(number, '…');
}

/** The message as it may stand where others read. */
export function asShared({ card, text, summary, shared }: Rendered, chat: string | null): Shared {
  if (shared) return shared(chat);
  // No view of ours makes a card without its shared form: one that has none is not shown.
  const said = withoutNumbers(card === null ? text : summary);
  return { card: null, text: said, summary: withoutNumbers(summary), less: card !== null || said !== text };
}

/** What ends such a card: that there is more, and the way there. */
export function moreInPersonalChat(language: Language, chat: string | null): { note: Element; actions: Element[] } {
  const title = say(language, { key: 'shared.open' });
  return {
    note: { type: 'TextBlock', text: say(language, { key: 'shared.more' }), wrap: true, isSubtle: true, size: 'Small', spacing: 'Medium' },
    actions: chat === null ? [] : [{ type: 'Action.OpenUrl', title, url: chat }],
  };
}

interface Seen {
  less: boolean;
}
type Keep = boolean | 'verbatim';

const children = ['body', 'items', 'columns', 'inlines', 'facts', 'actions', 'choices'];

function prunedChildren(element: Element, keep: Keep, seen: Seen): Element {
  return Object.fromEntries(
    Object.entries(element).map(([name, value]): [string, unknown] => {
      if (children.includes(name)) return [name, listOf(value).flatMap((child) => pruned(child, keep, seen))];
      if (name === 'selectAction') return [name, listOf([value]).map((action) => prunedChildren(action, keep, seen))[0]];
      const written = typeof value === 'string' && keep !== 'verbatim' && name !== 'url';
      if (written && withoutNumbers(value) !== value) seen.less = true;
      return [name, written ? withoutNumbers(value) : value];
    }),
  );
}

function pruned(element: Element, inherited: Keep, seen: Seen): Element[] {
  const keep = mark(element.shared) ?? inherited;
  const inside = children.filter((name) => Array.isArray(element[name]));
  const left = prunedChildren(element, keep, seen);
  const isEmpty = inside.length > 0 && inside.every((name) => listOf(left[name]).length === 0);
  const stays = inside.length > 0 ? !isEmpty : keep !== false;
  if (stays && keep !== 'verbatim' && saysNumber(element)) {
    seen.less = true;
    return [];
  }
  if (!stays && !isEmpty && !String(element.id ?? '').startsWith('decoration')) seen.less = true;
  return stays ? [left] : [];
}

function mark(value: unknown): Keep | undefined {
  return value === true || value === 'verbatim' || value === false ? value : undefined;
}

/** What would say a number, or somebody's address, in the place of whoever clicks, or open what is for one person alone. */
function saysNumber(element: Element): boolean {
  const action = element.type === 'Action.Execute' ? element : element.selectAction;
  if (element.type === 'Action.OpenUrl') return true;
  if (typeof action !== 'object' || action === null || !('data' in action)) return false;
  const { data } = action;
  const command = typeof data === 'object' && data !== null && 'command' in data ? String(data.command) : '';
  return withoutNumbers(command) !== command || command.includes('@');
}

const addressBehindName = /\s*\([^\s()]+@[^\s()]+\)/g;
/** E.164 or as it is displayed, with an extension; also bare digits of such a length. Neither GUIDs nor moments. */
const number =
  /(?:tel:)?(?:\+[1-9](?:[\s().-]{0,2}\d){5,16}|\(\d{2,4}\)[\s.-]?\d{3}[\s.-]?\d{3,4}|(?<![\w.-])\d{9,15}(?![\w.-]))(?:(?:;ext=|[\s,]+(?:ext\.?|extension|poste)\s*)\d+)?/gi;
