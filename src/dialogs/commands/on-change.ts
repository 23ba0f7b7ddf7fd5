import type { DialogContext } from 'botbuilder-dialogs';
import type { Right } from '../../auth/person';
import { isTypedWord, typedWord } from '../../cards/typed-word';
import { say } from '../../i18n/say';
import { sentence } from '../../sentence';
import { askAnew, editDraft } from '../begin-operation';
import { type DecisionVerb, type Meant, decide, putBack } from '../decisions';
import { giveScript } from '../give-script';
import { showChange, tell } from '../present';
import { reviewAsOne } from '../several-wishes';
import { type Talk, demand, exampleOf, readerOf } from '../talk';
import type { ChatCommand } from './command';
import { stopsReport } from './report';

/** Commands about one change: the one they name, or the one that was shown last, in the version that was shown. */

export const show = onChange('show', 'read', async (talk, { id }) => showChange(talk, await talk.changes.get(talk.speech.person, id)));
export const confirm = deciding('confirm', 'propose');
const stopChange = deciding('stop', 'confirm');
/** «stop» alone, where no change was shown last, is for the report that is being made. */
export const stop: ChatCommand = {
  ...stopChange,
  async run(talk, said, dc) {
    if (said.id === undefined && talk.memory.shown === null && (await stopsReport(talk))) return;
    await stopChange.run(talk, said, dc);
  },
};
export const approve = ofApprovers('approve');
export const deny = ofApprovers('deny');
export const question = ofApprovers('question');
export const answerQuestion = deciding('answer', 'propose');
export const resume = deciding('resume', 'confirm');
/** «yes»: confirms the one draft of this person that waits here, as it was shown last. An open question takes it as its answer. */
export const agree: ChatCommand = {
  name: 'agree',
  decides: true,
  right: 'propose',
  group: null,
  ownsDialog: true,
  async run(talk, _said, dc) {
    // What was shown last is answered first: any later answer forgets several wishes that were not begun.
    if (talk.memory.queue && !talk.memory.queue.begun) return reviewAsOne(talk, dc);
    if (dc.activeDialog && talk.memory.open?.offered) return dc.repromptDialog();
    if (dc.activeDialog) return void (await dc.continueDialog());
    demand(talk, 'read');
    const waiting = await talk.changes.waiting(talk.speech.person, talk.turn.activity.conversation.id);
    const [only] = waiting;
    if (!only) return tell(talk, 'info', { key: 'talk.none-waits' });
    if (waiting.length > 1)
      return tell(
        talk,
        'info',
        { key: 'talk.several-wait', values: { count: waiting.length } },
        waiting.map(({ id }) => confirmCommand(talk, id)),
      );
    // Nothing is run that was not the last thing they saw.
    if (talk.memory.shown?.id !== only.id) return showChange(talk, only);
    await decided('confirm')(talk, talk.memory.shown);
  },
};
export const withdraw = deciding('withdraw', 'propose');
export const undo = onChange('undo', 'propose', (talk, { id }) => putBack(talk, id));
export const script = onChange('script', 'script', (talk, { id }) => giveScript(talk, id));
export const again: ChatCommand = { ...onChange('again', 'propose', (talk, { id }, dc) => askAnew(talk, dc, id)), ownsDialog: true };
export const edit: ChatCommand = { ...onChange('edit', 'propose', (talk, { id }, dc) => editDraft(talk, dc, id)), ownsDialog: true };

function onChange(name: string, right: Right | null, act: (talk: Talk, meant: Meant, dc: DialogContext) => Promise<void>): ChatCommand {
  return {
    name,
    right,
    group: name === 'show' ? 'look' : 'decide',
    async run(talk, { id, word, text }, dc) {
      demand(talk, 'read');
      const meant = id === undefined ? talk.memory.shown : { id: Number(id.replace('#', '')) };
      const comment = [text, talk.pasted].filter((words) => words).join('\n');
      if (meant) return act(talk, { ...meant, comment, word }, dc);
      await tell(talk, 'info', { key: 'talk.which-change', values: { example: exampleOf(talk, name) } });
    },
  };
}

function deciding(verb: DecisionVerb, right: Right | null): ChatCommand {
  return { ...onChange(verb, right, decided(verb)), decides: true };
}

function confirmCommand({ speech }: Talk, id: number): string {
  return say(speech.language, { key: 'card.command.confirm', values: { id } });
}

/** What they may do depends on the change, not on a right. */
function ofApprovers(verb: 'approve' | 'deny' | 'question'): ChatCommand {
  return { ...deciding(verb, null), approvers: true };
}

function decided(verb: DecisionVerb) {
  return async (talk: Talk, meant: Meant): Promise<void> => {
    const before = await talk.changes.get(talk.speech.person, meant.id);
    const { person, language } = readerOf(talk, await talk.changes.about(before));
    const word = typedWord(language, before, verb, person);
    if (word !== null && !isTypedWord(meant.word, before, verb, person)) {
      const command = `${say(language, { key: `card.command.${verb}`, values: { id: meant.id } })} ${word}`;
      return showChange(talk, before, sentence('refusal.wordNeeded', { command }));
    }
    // Where no word is asked for, it is the beginning of what was said with the decision.
    const comment = [word === null ? meant.word : undefined, meant.comment].filter((said) => said).join(' ');
    const { change, refused } = await decide(talk, verb, { ...meant, comment });
    await showChange(talk, change, refused);
  };
}
