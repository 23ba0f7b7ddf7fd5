import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Template } from 'adaptivecards-templating';
import type { Language } from '../i18n/say';
import { dress, listOf } from './dress';
import { fit } from './fit';
import { mapValues } from './map-values';
import type { Rendered, Shared } from './rendered';
import { rowsOfActions } from './rows-of-actions';
import { visible } from './safe-text';
import { moreInPersonalChat, sharedCard, withoutNumbers } from './shared';
import { textForm } from './text-form';

export type TemplateName = 'change' | 'status' | 'sheet' | 'history' | 'question' | 'notice' | 'help' | 'already-so' | 'script' | 'form';

/**
 * Binds a template and derives the text form from what was bound, so that nothing can be on the card alone.
 * Strings of `view` are plain text: escaping happens here, once. Throws when something stayed unbound or does not fit.
 */
export function render(
  template: TemplateName,
  view: object,
  { outcome, ...options }: { language: Language; summary: string; outcome?: Rendered['outcome'] },
): Rendered {
  const bound = templateOf(template).expand({ $root: mapped(view, protect) }) as unknown;
  assertBound(bound);
  const literal = mapped(bound, restore) as Record<string, unknown>;
  const summary = visible(options.summary);
  return Object.assign(drawn(literal, summary, options.language), outcome && { outcome }, {
    shared(chat: string | null): Shared {
      const { card, less } = sharedCard(literal);
      // A question goes on where it was asked: nothing more of it is anywhere else.
      const more = less && template !== 'question' ? moreInPersonalChat(options.language, chat) : null;
      const whole = more ? { ...card, body: [...listOf(card.body), more.note], actions: [...listOf(card.actions), ...more.actions] } : card;
      return Object.assign(drawn(whole, withoutNumbers(summary), options.language), { less: more !== null });
    },
  });
}

function drawn(literal: Record<string, unknown>, summary: string, language: Language): Rendered {
  return {
    card: fit(dress(rowsOfActions({ ...literal, speak: summary, fallbackText: summary })), language),
    // Only when asked for: who is shown the card never reads it.
    get text() {
      return textForm(literal, language);
    },
    summary,
  };
}

const templates = new Map<TemplateName, Template>();

function templateOf(name: TemplateName): Template {
  const known = templates.get(name);
  if (known) return known;
  const made = new Template(assembled(templateFile(name)));
  templates.set(name, made);
  return made;
}

/** `{ "$part": "head" }` stands for templates/parts/head.json, with what stands beside it put in the part's own place. */
function assembled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(assembled);
  if (typeof value !== 'object' || value === null) return value;
  const { $part, ...own } = value as Record<string, unknown>;
  const inside = mapValues(own, assembled);
  return typeof $part === 'string' ? { ...(assembled(templateFile(`parts/${$part}`)) as object), ...inside } : inside;
}

function templateFile(name: string): unknown {
  return JSON.parse(readFileSync(path.join(__dirname, 'templates', `${name}.json`), 'utf8'));
}

/** Stands for the `$` of a `${` that somebody typed, so that what the template left unbound can be told from it. */
const typedDollar = '\uE000';

const protect = (text: string): string => visible(text).replaceAll('${', `${typedDollar}{`);
const restore = (text: string): string => text.replaceAll(typedDollar, '$');

/** Every string but those in the `data` of an action, which goes back to the server exactly as it was. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return mapValues(value, (item, name) => (name === 'data' && !Array.isArray(item) ? item : mapped(item, change)));
}

function assertBound(value: unknown, where = 'card'): void {
  if (typeof value === 'string' && value.includes('${')) throw new Error(`${where} was not bound: ${value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    if (name !== 'data' || typeof item !== 'object' || Array.isArray(item)) assertBound(item, `${where}.${name}`);
  }
}
