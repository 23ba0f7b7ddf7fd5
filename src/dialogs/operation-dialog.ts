import type { TurnContext } from 'botbuilder';
import type { DialogContext, DialogInstance, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog';
import { z } from 'zod';
import type { Operation } from '../operations/operation';
import type { Sentence } from '../sentence';
import { pickedAnswer } from './answer-list';
import { askOpen } from './ask-open';
import { type Collected, collect } from './collect';
import { noteAnswers } from './likely-answers';
import { type OperationState, operationSchema, operationState, rowSchema } from './operation-state';
import { showProposal, tell } from './present';
import { atRow, collectRow, fillOthers, rowNamed, rowsOf } from './rows';
import { type Talk, fieldContext, proposedBy, talkOf, working } from './talk';

export const operationDialogId = 'operation';

const begun = z.object({
  operation: z.string(),
  texts: z.record(z.string(), z.string()),
  edits: z.number().nullable().default(null),
  others: z.array(rowSchema).default([]),
});

export type Begun = z.input<typeof begun>;

/**
 * The one dialog for every operation: asks what is missing, in the operation's order, and proposes the change. A botbuilder
 * dialog is shared by all conversations, so that it holds no state of its own.
 */
export class OperationDialog extends Dialog {
  constructor() {
    super(operationDialogId);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { operation, texts, edits, others } = begun.parse(options);
    const editing = edits !== null;
    return goOn(dc, { schema: operationSchema, operation, texts, edits, editing, open: null, asked: [], refused: null, others, at: 0 });
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const state = stateOf(dc.activeDialog);
    const { said } = talkOf(dc.context);
    return state.open === null && state.editing ? picked(dc, state, said) : answered(dc, state, said);
  }

  override async repromptDialog(turn: TurnContext, instance: DialogInstance): Promise<void> {
    const talk = talkOf(turn);
    const state = stateOf(instance);
    await askOpen(talk, operationOf(talk, state), state, await collected(talk, state));
  }
}

/** Takes the answers of a form in the place of all that was answered. */
export async function takeForm(dc: DialogContext, texts: Record<string, string>): Promise<void> {
  await goOn(dc, { ...stateOf(dc.activeDialog), texts, open: null, asked: [], editing: false, refused: null });
}

/** One question back. */
export async function goBack(dc: DialogContext): Promise<void> {
  const state = stateOf(dc.activeDialog);
  const last = state.asked.at(-1);
  if (state.editing && state.open !== null) {
    await goOn(dc, { ...state, open: null });
  } else if (!state.editing && last !== undefined) {
    const { [last]: _, ...texts } = state.texts;
    await goOn(dc, { ...state, texts, open: last, asked: state.asked.slice(0, -1) });
  } else {
    await tell(talkOf(dc.context), 'info', { key: 'dialog.nothing-to-go-back' });
    await dc.repromptDialog();
  }
}

/** Leaves the open question without an answer, where that may be; says why not where it may not. */
export async function skipQuestion(dc: DialogContext): Promise<void> {
  const state = stateOf(dc.activeDialog);
  const talk = talkOf(dc.context);
  const { fields, optional } = operationOf(talk, state);
  const { open } = state;
  if (open !== null && optional.includes(open)) {
    const { [open]: _, ...texts } = state.texts;
    await goOn(dc, { ...state, texts, open: null, refused: null });
    return;
  }
  if (open !== null)
    await tell(talk, 'info', { key: 'dialog.not-skipped', values: { field: { key: `field.${fields[open]?.kind}.label` } } });
  await dc.repromptDialog();
}

/** Why the open question is asked, and what for. */
export function whyAsked(dc: DialogContext): Sentence {
  const state = stateOf(dc.activeDialog);
  const { id, fields } = operationOf(talkOf(dc.context), state);
  const [title, summary] = [{ key: `operation.${id}.title` }, { key: `operation.${id}.summary` }];
  const field = state.open === null ? undefined : fields[state.open];
  if (!field) return { key: 'dialog.why-list', values: { title, summary } };
  return {
    key: 'dialog.why',
    values: { title, summary, why: { key: `field.${field.kind}.why` }, field: { key: `field.${field.kind}.label` } },
  };
}

async function answered(dc: DialogContext, state: OperationState, said: string): Promise<DialogTurnResult> {
  const { open } = state;
  if (open === null) return goOn(dc, state);
  return goOn(dc, {
    ...state,
    texts: { ...state.texts, [open]: said },
    open: null,
    refused: null,
    asked: [...state.asked.filter((name) => name !== open), open],
  });
}

/** A choice from the list of answers: change one, or go on to the review. */
async function picked(dc: DialogContext, state: OperationState, said: string): Promise<DialogTurnResult> {
  const talk = talkOf(dc.context);
  const pick = pickedAnswer(operationOf(talk, state), said);
  const row = pick.kind === 'nothing' ? rowNamed(talk, state, said) : null;
  if (row !== null) return goOn(dc, atRow(state, row));
  switch (pick.kind) {
    case 'review':
      return goOn(dc, { ...state, editing: false, refused: null });
    case 'field':
      if (pick.text === null) return goOn(dc, { ...state, open: pick.field });
      return goOn(dc, { ...state, texts: { ...state.texts, [pick.field]: pick.text }, refused: null });
    case 'nothing':
      await dc.repromptDialog();
      return Dialog.EndOfTurn;
  }
}

/** Resolves, then asks or shows the list or proposes: every way through the dialog passes here. */
async function goOn(dc: DialogContext, before: OperationState): Promise<DialogTurnResult> {
  const talk = talkOf(dc.context);
  const now = await working(talk, collected(talk, before));
  const texts = { ...before.texts, ...Object.fromEntries(Object.entries(now.answers).map(([name, { text }]) => [name, text])) };
  const problem = now.open?.resolution ? now.open.field : null;
  const open = before.open ?? (before.editing ? problem : (now.open?.field ?? null));
  const state = { ...before, texts, open };
  if (open !== null || state.editing) {
    keep(dc, state);
    await askOpen(talk, operationOf(talk, state), state, now);
    return Dialog.EndOfTurn;
  }
  const turned = state.others.length > 0 ? await working(talk, fillOthers(talk, state, now)) : null;
  if (turned?.asks) return goOn(dc, turned.state);
  const refused = await propose(talk, turned?.state ?? state);
  if (!refused) return dc.endDialog();
  const listed = { ...(turned?.state ?? state), editing: true, refused };
  keep(dc, listed);
  await askOpen(talk, operationOf(talk, listed), listed, now);
  return Dialog.EndOfTurn;
}

async function propose(talk: Talk, state: OperationState): Promise<Sentence | null> {
  const { operation, texts, edits, asked, others } = state;
  if (asked.length > 1) talk.did = 'questions';
  const wish = { who: talk.speech.person, proposedBy: proposedBy(talk), ...(edits !== null && { replaces: edits }) };
  const proposal =
    others.length > 0
      ? talk.changes.proposeSeveral({ ...wish, wishes: rowsOf(state).map((row) => ({ operation: row.operation, input: row.texts })) })
      : talk.changes.propose({ ...wish, operation, input: texts });
  const made = await working(talk, proposal);
  if (made.kind === 'proposed') await noteAnswers(talk, operationOf(talk, state), state.texts);
  return showProposal(talk, made);
}

/** Beside others what is one person's alone is not asked: a likely answer is taken, which the review shows. */
async function collected(talk: Talk, state: OperationState): Promise<Collected> {
  return state.others.length > 0 && !state.editing && state.open === null
    ? collectRow(talk, rowsOf(state), state.at)
    : collect(operationOf(talk, state), state.texts, fieldContext(talk, 'propose', state.operation));
}

function operationOf({ operations }: Talk, { operation }: OperationState): Operation {
  const known = operations.find(({ id }) => id === operation);
  if (!known) throw new Error(`No operation «${operation}».`);
  return known;
}

function stateOf(instance: DialogInstance | undefined): OperationState {
  return operationState.parse(instance?.state);
}

function keep(dc: DialogContext, state: OperationState): void {
  if (dc.activeDialog) dc.activeDialog.state = state;
}
