import type { Operation } from '../operations/operation';
import { fold } from '../fields/fold';
import { collect, type Collected } from './collect';
import type { OperationState, Row } from './operation-state';
import { type Talk, fieldContext } from './talk';

/** Wishes that are reviewed as one. The dialog stands at one of them; what it asks there is asked for all that lack it. */

/** All of them, in their order. */
export function rowsOf({ operation, texts, others, at }: OperationState): Row[] {
  return [...others.slice(0, at), { operation, texts }, ...others.slice(at)];
}

/** The dialog at another of them. */
export function atRow(state: OperationState, at: number, rows = rowsOf(state)): OperationState {
  const row = rows[at];
  if (!row) throw new Error(`There are ${rows.length} wishes, and none at ${at}.`);
  return { ...state, ...row, at, others: rows.filter((_, place) => place !== at), open: null, asked: [] };
}

/** How far the answers of one have come. What is one person's alone gets a likely answer that no other has: the next free number. */
export async function collectRow(talk: Talk, rows: readonly Row[], at: number): Promise<Collected> {
  const row = rows[at];
  const operation = row && operationAt(talk, row);
  if (!operation) throw new Error(`There are ${rows.length} wishes, and none at ${at}.`);
  const context = fieldContext(talk, 'propose', operation.id);
  const taken = rows.flatMap((other, place) => (place === at ? [] : ownTexts(operationAt(talk, other), other)));
  const free = async (site: string | null, count: number): Promise<string[]> => {
    const numbers = await context.freeNumbers(site, count + taken.length);
    return numbers.filter((number) => !taken.includes(number)).slice(0, count);
  };
  let { texts } = row;
  for (;;) {
    const now = await collect(operation, texts, { ...context, freeNumbers: free });
    const field = now.open?.resolution === null ? operation.fields[now.open.field] : undefined;
    if (!now.open || !field?.isOnes) return now;
    const [likely] = (await field.suggest({ ...context, freeNumbers: free, answers: now.values })).choices;
    const resolved = likely && (await field.resolve(likely.text, { ...context, answers: now.values }));
    if (resolved?.kind !== 'value') return now;
    texts = { ...texts, [now.open.field]: resolved.text };
  }
}

/**
 * Gives the others what was answered here and is the same for all, and likely answers for the rest; `asks` where one of them has something to ask,
 * and the dialog stands there then. What cannot be understood at all the review names.
 */
export async function fillOthers(talk: Talk, state: OperationState, now: Collected): Promise<{ state: OperationState; asks: boolean }> {
  const from = operationAt(talk, state);
  const rows = rowsOf(state);
  for (const [place, row] of rows.entries()) {
    if (place === state.at) continue;
    const operation = operationAt(talk, row);
    const shared = Object.entries(now.answers).filter(([name]) => isShared(name, from, operation));
    const texts = { ...Object.fromEntries(shared.map(([name, { text }]) => [name, text])), ...row.texts };
    rows[place] = { ...row, texts };
    const { answers, open } = await collectRow(talk, rows, place);
    rows[place] = { ...row, texts: { ...texts, ...Object.fromEntries(Object.entries(answers).map(([name, { text }]) => [name, text])) } };
    const isAsked = open && (open.resolution === null ? !operation.fields[open.field]?.isOnes : open.resolution.kind === 'choices');
    if (isAsked) return { state: atRow(state, place, rows), asks: true };
  }
  return { state: { ...state, others: rows.filter((_, place) => place !== state.at) }, asks: false };
}

/** What the others are called, to go to one of them. */
export function namesOfOthers(talk: Talk, { others }: OperationState): string[] {
  return others.flatMap((row) => nameOf(talk, row) ?? []);
}

/** The one that somebody named; null when there is none. */
export function rowNamed(talk: Talk, state: OperationState, said: string): number | null {
  const at = rowsOf(state).findIndex((row, place) => place !== state.at && fold(nameOf(talk, row) ?? '') === fold(said));
  return at < 0 ? null : at;
}

function nameOf(talk: Talk, row: Row): string | undefined {
  const { about } = operationAt(talk, row);
  return about === null ? undefined : row.texts[about];
}

function isShared(name: string, from: Operation, to: Operation): boolean {
  const [given, wanted] = [from.fields[name], to.fields[name]];
  return given !== undefined && given.kind === wanted?.kind && !given.isOnes && name !== from.about && name !== to.about;
}

function ownTexts({ fields }: Operation, { texts }: Row): string[] {
  return Object.entries(texts).flatMap(([name, text]) => (fields[name]?.isOnes ? [text] : []));
}

function operationAt({ operations }: Talk, { operation }: Pick<Row, 'operation'>): Operation {
  const known = operations.find(({ id }) => id === operation);
  if (!known) throw new Error(`No operation «${operation}».`);
  return known;
}
