import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Rendered } from '../cards/rendered';
import type { Conversation, Filled, Speech } from '../dialogs/conversation';
import { say } from '../i18n/say';
import { sentence, UserError } from '../sentence';
import { answered, hintAnswer, textAnswer, type Invoked } from './invoked';
import { inPlace } from './place';

/** Teams waits five seconds for what a search found. */
const searchMs = 4_000;

const query = z.object({ parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]) });
const picked = z.object({ person: z.string().min(1).max(300) });
const submitted = z.object({ data: z.record(z.string(), z.unknown()) });

/** What may be done beside a message that is written elsewhere: find people, ask for a change by a form. */
export interface MessageExtension {
  /** Undefined for what is no business of the extension. Rights are checked as for everything that is said. */
  invoke(turn: TurnContext, speech: Speech): Promise<Invoked | undefined>;
}

/** @param fault what the person is told of an error @param ownChat the address of their own chat with us */
export function createMessageExtension({
  conversation,
  fault,
  ownChat,
  limitMs = searchMs,
}: {
  conversation: Pick<Conversation, 'search' | 'lookAt' | 'fillIn'>;
  fault: (turn: TurnContext, error: unknown) => Promise<string>;
  ownChat: string | null;
  limitMs?: number;
}): MessageExtension {
  const search = async (turn: TurnContext, speech: Speech): Promise<unknown> => {
    const { parameters } = query.parse(turn.activity.value);
    const typed = parameters.find(({ name }) => name === 'name')?.value;
    const { people, hint } = await conversation.search(turn, speech, typeof typed === 'string' ? typed : '');
    if (people.length === 0) return hintAnswer(say(speech.language, hint ?? sentence('extension.nobody')));
    return resultAnswer(people.map(({ key, name }) => nameAttachment(key, name)));
  };

  return {
    async invoke(turn, speech) {
      const { name } = turn.activity;
      const value: unknown = turn.activity.value;
      try {
        switch (name) {
          case 'composeExtension/query':
            return answered(await within(limitMs, search(turn, speech), hintAnswer(say(speech.language, sentence('extension.slow')))));
          case 'composeExtension/selectItem': {
            const card = conversation
              .lookAt(turn, speech, picked.parse(value).person)
              .then((shown) => resultAnswer([cardAttachment(shown)]));
            return answered(await within(limitMs, card, hintAnswer(say(speech.language, sentence('extension.slow')))));
          }
          case 'composeExtension/fetchTask':
            return answered(taskAnswer(await conversation.fillIn(turn, speech, null)));
          case 'composeExtension/submitAction':
            return answered(taskAnswer(await conversation.fillIn(turn, speech, submitted.parse(value).data)));
          default:
            return undefined;
        }
      } catch (error) {
        const known = error instanceof z.ZodError ? new UserError('action.notUnderstood') : error;
        const text = await fault(turn, known);
        return textAnswer(turn.activity, text);
      }
    },
  };

  function cardAttachment(shown: Rendered): unknown {
    const { card, summary } = inPlace(shown, 'shared', ownChat);
    const preview = { contentType: thumbnail, content: { title: summary } };
    return { contentType: 'application/vnd.microsoft.card.adaptive', content: card, preview };
  }
}

const thumbnail = 'application/vnd.microsoft.card.thumbnail';

/** A row of the list. What is put into the message is read when it is picked: states of everybody in a list would be a read each. */
function nameAttachment(key: string, name: string): unknown {
  const tap = { type: 'invoke', value: { person: key } };
  return { contentType: thumbnail, content: { title: name }, preview: { contentType: thumbnail, content: { title: name, tap } } };
}

function resultAnswer(attachments: unknown[]): unknown {
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

function taskAnswer(filled: Filled): unknown {
  if (filled.kind === 'said') return { task: { type: 'message', value: filled.text } };
  const { card, summary } = filled.card;
  const form = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
  return { task: { type: 'continue', value: { title: summary.slice(0, 64), height: 'medium', width: 'medium', card: form } } };
}

/** The work goes on and its outcome is dropped: it was only a look. */
async function within<T>(limitMs: number, work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(otherwise), limitMs)));
  work.catch(() => undefined);
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
