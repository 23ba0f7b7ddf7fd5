import { sentence, type Sentence } from '../sentence';
import { canonicalJson } from '../store/canonical-json';
import type { Change } from './change';
import { contentOf } from './content';
import type { Told } from './told';

/** Names what of a change is not as it was proposed: the first difference between its signed proposal and what is stored. */
export function alteredContent({ proposed: { body }, rebased }: Told, change: Change, tenantId: string): Sentence {
  const { parts, ...now } = contentOf(change, tenantId);
  for (const name of ['tenant', 'requester', 'request', 'replaces', 'approval'] as const)
    if (differs(body[name], now[name])) return sentence(`altered.${name}`);
  const told = Array.isArray(body.parts) ? body.parts.map(record) : [];
  if (told.length !== parts.length) return sentence('altered.parts');
  for (const [place, part] of parts.entries()) {
    const was = told[place] ?? {};
    const before = rebased.get(part.part);
    const expected = before ? { ...was, before, explained: {} } : was;
    const names = ['goal', 'plan', 'before', 'key', 'resource', 'subject', 'needs', 'explained', 'risk', 'warnings'] as const;
    const name = names.find((one) => differs(expected[one], part[one]));
    if (name) return sentence(`altered.${name}`, { name: part.subject.name });
  }
  return sentence('altered.content');
}

function differs(one: unknown, other: unknown): boolean {
  return canonicalJson(one) !== canonicalJson(other);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
