import type { DialogContext } from 'botbuilder-dialogs';
import type { Parsed } from '../commands/parse';
import { severalWishes } from '../commands/several';
import { actingOn, may } from '../auth/person';
import type { CardAction } from '../cards/action';
import { formTexts } from '../cards/views/form';
import { extensionAlone } from '../fields/read-number';
import { raw, say } from '../i18n/say';
import { greetNewcomer } from './help/greet';
import { offerTip } from './help/tips';
import { pickedAnswer } from './answer-list';
import { beginOperation } from './begin-operation';
import { commands } from './commands';
import { noteLook } from './conversation';
import { type Begun, operationDialogId, takeForm } from './operation-dialog';
import { hasPaused, offerAgain } from './offer-again';
import { operationState, salvaged } from './operation-state';
import { UserError } from '../sentence';
import { tell } from './present';
import { showStatusOfName } from './status';
import { goThroughQueue, offerSeveral } from './several-wishes';
import { aboutOperation, demand, type Talk } from './talk';

/** Hears everything that is said: commands interrupt the open question, which is asked again; all else answers it. */
export async function hear(talk: Talk, dc: DialogContext): Promise<void> {
  await renew(talk, dc);
  if (await endsSignIn(talk)) return;
  await understand(talk, dc);
  await goThroughQueue(talk, dc);
  await offerTip(talk, dc, commands);
}

/** A form that was filled in: the answers to the open questions, or a wish of its own where nothing of it is open any more. */
export async function heardForm(talk: Talk, dc: DialogContext, { operation: id, filled }: FilledForm): Promise<null> {
  await renew(talk, dc);
  const operation = talk.operations.find((one) => one.id === id);
  if (!operation) throw new UserError('action.notUnderstood');
  const texts = formTexts(filled, Object.keys(operation.fields));
  const isOpen = operationState.safeParse(dc.activeDialog?.state).data?.operation === id;
  await (isOpen ? takeForm(dc, texts) : beginOperation(talk, dc, { operation: id, texts }));
  await goThroughQueue(talk, dc);
  return null;
}

type FilledForm = Extract<CardAction, { verb: 'fill' }>;

async function understand(talk: Talk, dc: DialogContext): Promise<void> {
  if (answersByName(talk, dc)) return void (await dc.continueDialog());
  const wishes = severalWishes(talk.parse, talk.said, talk.speech.language);
  if (wishes) return offerSeveral(talk, wishes);
  const { parsed, pasted } = understood(talk);
  const hasStrayed = talk.memory.strayed;
  talk.memory.strayed = false;
  talk.pasted = pasted;
  switch (parsed.kind) {
    case 'operation':
      if (parsed.unknown.length > 0) await tell(talk, 'info', { key: 'talk.left-out', values: { words: parsed.unknown } });
      return beginOperation(talk, dc, { operation: parsed.operation.id, texts: parsed.input });
    case 'nothing':
      if (dc.activeDialog && !parsed.code) return answers(talk, dc);
      await notUnderstood(talk, parsed, hasStrayed);
      return askAgain(talk, dc);
    case 'command': {
      const command = commands.find(({ name }) => name === parsed.name);
      if (!command) throw new Error(`No command «${parsed.name}».`);
      if (command.whole && command.right !== null) demand(talk, command.right, { places: [null] });
      talk.did = `command.${command.name}`;
      await command.run(talk, parsed.arguments, dc);
      // What asks or does something has entries of its own.
      if (command.right === 'read') noted(talk, command.name, parsed.arguments);
      // A list that was just shown comes first: asking again would take its numbers away.
      return command.ownsDialog || talk.memory.picks.length > 0 ? undefined : askAgain(talk, dc);
    }
  }
}

/** The code that a sign-in ends with where the channel cannot bring it. One that is none is what it was otherwise. */
async function endsSignIn({ said, signIns, turn, speech }: Talk): Promise<boolean> {
  const code = /^\s*(\d{6})\s*$/.exec(said)?.[1];
  return code !== undefined && signIns !== null && signIns.redeem(turn, speech, code);
}

/** «site: Paris» gives an answer from the list, though «site Paris» is a command. */
function answersByName({ operations, said }: Talk, dc: DialogContext): boolean {
  const state = operationState.safeParse(dc.activeDialog?.state).data;
  const operation = operations.find(({ id }) => id === state?.operation);
  if (!operation || state?.open !== null || !said.includes(':')) return false;
  const picked = pickedAnswer(operation, said);
  return picked.kind === 'field' && picked.text !== null;
}

/** A command that takes a text is said on the first line alone; the text is below. */
function understood({ said, parse, speech }: Talk): { parsed: Parsed; pasted: string | null } {
  const [first = '', ...below] = said.trimStart().split(/\r\n|\r|\n/);
  const head = below.length > 0 ? parse(first, speech.language) : null;
  if (head?.kind === 'command' && commands.some(({ name, takesText }) => takesText && name === head.name))
    return { parsed: head, pasted: below.join('\n') };
  return { parsed: parse(said, speech.language), pasted: null };
}

type NotUnderstood = Extract<Parsed, { kind: 'nothing' }>;

async function notUnderstood(talk: Talk, { code, suggestions, unknown }: NotUnderstood, hasStrayed: boolean): Promise<void> {
  if (code) return tell(talk, 'refusal', { key: 'talk.code' });
  const extension = extensionAlone(talk.said);
  if (extension !== null) {
    const whoHas = say(talk.speech.language, { key: 'card.command.whoHas', values: { number: extension } });
    return tell(talk, 'info', { key: 'talk.extension', values: { extension } }, [whoHas]);
  }
  if (await showStatusOfName(talk, talk.said)) return noted(talk, 'status', { user: talk.said });
  const offered = suggestions.filter((text) => mayAsk(talk, text));
  const words = unknown.join(', ');
  if (offered.length > 0)
    return tell(talk, 'info', { key: 'talk.did-you-mean', values: { name: talk.said, words, any: words !== '' } }, offered, 'refused');
  // Whoever goes on about something else was told once.
  talk.memory.strayed = talk.said.trim().split(/\s+/).length > 2;
  if (talk.memory.strayed && hasStrayed) return;
  await tell(
    talk,
    'info',
    { key: 'talk.not-understood', values: { name: talk.said } },
    [raw(talk.speech.language, 'command.help.example')],
    'refused',
  );
  await greetNewcomer(talk, 'refused');
}

/** Whether it makes sense to offer a text to this person. */
function mayAsk({ parse, speech: { person, language } }: Talk, text: string): boolean {
  const parsed = parse(text, language);
  if (parsed.kind === 'operation') return may(actingOn(person, aboutOperation(parsed.operation)), 'propose');
  const command = commands.find(({ name }) => parsed.kind === 'command' && name === parsed.name);
  return (
    command !== undefined && (command.right === null || may(command.whole ? actingOn(person, { places: [null] }) : person, command.right))
  );
}

function noted({ turn, speech, found }: Talk, command: string, said: Readonly<Record<string, string>>): void {
  noteLook(turn, { person: speech.person, command, said, found });
}

/** A dialog that another version of Switchboard began starts again with its answers. */
async function renew(talk: Talk, dc: DialogContext): Promise<void> {
  const instance = dc.activeDialog;
  if (!instance || (instance.id === operationDialogId && operationState.safeParse(instance.state).success)) return;
  const saved = salvaged(instance.state);
  dc.stack.length = 0;
  if (!saved || !talk.operations.some(({ id }) => id === saved.operation)) return;
  await tell(talk, 'info', { key: 'dialog.restarted' });
  await dc.beginDialog(operationDialogId, saved satisfies Begun);
}

/** What stands on the list that was shown last is an answer however late it is clicked. */
async function answers(talk: Talk, dc: DialogContext): Promise<void> {
  if (hasPaused(talk) && !talk.memory.picks.includes(talk.said) && (await offerAgain(talk, dc))) return;
  await dc.continueDialog();
}

async function askAgain(talk: Talk, dc: DialogContext): Promise<void> {
  if (!dc.activeDialog || (hasPaused(talk) && (await offerAgain(talk, dc)))) return;
  await dc.repromptDialog();
}
