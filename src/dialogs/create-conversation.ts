import { PrivateConversationState, type TurnContext } from 'botbuilder';
// Not the whole package: its prompts would load recognizers of five languages, a quarter of the start.
import type { DialogContext } from 'botbuilder-dialogs';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet';
import { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError';
import { may } from '../auth/person';
import { whoMay } from '../auth/right-refusal';
import type { CardAction } from '../cards/action';
import type { Rendered } from '../cards/rendered';
import { createParse } from '../commands/parse';
import { UserError } from '../sentence';
import { explain } from '../tenant/known-errors';
import { rememberUsers } from '../tenant/remember-users';
import { type Tenant, TenantReadError } from '../tenant/tenant';
import { askSignIn } from './ask-sign-in';
import { click } from './click';
import { commands } from './commands';
import { toRead } from './commands/command';
import type { Conversation, SentFile, Speech } from './conversation';
import { OperationDialog } from './operation-dialog';
import { fillIn } from './operation-form';
import { greetNewcomer } from './help/greet';
import { offerAgain } from './offer-again';
import { hear, heardForm } from './root';
import { lookAt, searchPeople } from './search-people';
import { type Talk, type TalkServices, bindTalk, loadMemory } from './talk';

/** The conversation: words and clicks in, cards and sentences out. Holds nothing itself; state is the storage's. */
export function createConversation(services: TalkServices): Conversation {
  const state = new PrivateConversationState(services.storage);
  const remembered = state.createProperty<unknown>('memory');
  const dialogs = new DialogSet(state.createProperty('dialogs')).add(new OperationDialog());
  const parse = createParse(
    services.operations,
    commands.map(toRead),
    services.model.sites.map(({ name }) => name),
  );

  const decisions = new Set(commands.filter(({ decides }) => decides).map(({ name }) => name));

  async function begin(turn: TurnContext, speech: Speech, text: string, files: readonly SentFile[] = []): Promise<Talk> {
    const memory = await loadMemory(turn, remembered);
    let mine: Tenant | undefined;
    const tenant = () => (mine ??= rememberUsers(services.readingFor(speech.person)));
    const said = pickOf(memory.picks, text) ?? text;
    const talk = {
      ...services,
      tenant,
      turn,
      speech,
      parse,
      memory,
      said,
      pasted: null,
      files,
      found: null,
      proposals: 0,
      did: null,
      offered: false,
    };
    bindTalk(talk);
    return talk;
  }

  async function save({ turn, memory, offered }: Talk, dc: DialogContext): Promise<void> {
    const isOpen = dc.activeDialog !== undefined;
    if (isOpen || memory.open) await services.openQuestions.note(turn, isOpen && !offered);
    memory.open = isOpen ? { at: services.clock.now().toISOString(), offered } : null;
    await remembered.set(turn, memory);
    await state.saveChanges(turn);
  }

  async function message(turn: TurnContext, speech: Speech, text: string, files?: readonly SentFile[]): Promise<void> {
    const talk = await begin(turn, speech, text, files);
    const dc = await dialogs.createContext(turn);
    const later = { wish: talk.said, stays: dc.activeDialog !== undefined };
    const done = await understandably(talk, later, async () => {
      await hear(talk, dc);
      return true;
    });
    // What is said again after a sign-in finds everything as it was.
    if (done) await save(talk, dc);
  }

  return {
    message,
    async greet(turn, speech) {
      const talk = await begin(turn, speech, '');
      await greetNewcomer(talk);
      await save(talk, await dialogs.createContext(turn));
    },
    async offerAgain(turn, speech) {
      const talk = await begin(turn, speech, '');
      const dc = await dialogs.createContext(turn);
      if (await offerAgain(talk, dc)) await save(talk, dc);
    },
    decides(language, text) {
      const parsed = parse(text, language);
      return parsed.kind === 'command' && decisions.has(parsed.name);
    },
    async action(turn: TurnContext, speech: Speech, action: CardAction): Promise<Rendered | null> {
      if (action.verb === 'say') {
        await message(turn, speech, action.command);
        return null;
      }
      const talk = await begin(turn, speech, '');
      const dc = await dialogs.createContext(turn);
      const done = await understandably(talk, {}, async () => {
        return { shown: action.verb === 'fill' ? await heardForm(talk, dc, action) : await click(talk, dc, action) };
      });
      if (!done) return null;
      await save(talk, dc);
      return done.shown;
    },
    search: async (turn, speech, text) => elsewhere(await begin(turn, speech, ''), (talk) => searchPeople(talk, text)),
    lookAt: async (turn, speech, key) => elsewhere(await begin(turn, speech, ''), (talk) => lookAt(talk, key)),
    fillIn: async (turn, speech, filled) => elsewhere(await begin(turn, speech, ''), (talk) => fillIn(talk, filled)),
  };
}

/** A typed number stands for the choice with that number on the list that was shown last. */
function pickOf(picks: readonly string[], text: string): string | undefined {
  const number = /^\s*#?(\d{1,2})\s*[.)]?\s*$/.exec(text)?.[1];
  return number === undefined ? undefined : picks[Number(number) - 1];
}

/** The same where we are no part of the conversation, and can ask for nothing: they sign in in their own chat, and try again. */
async function elsewhere<T>(talk: Talk, work: (talk: Talk) => Promise<T>): Promise<T> {
  try {
    return await work(talk);
  } catch (error) {
    if (!(error instanceof TenantReadError)) throw error;
    const { sentence: reason, needsSignIn } = explain(error.record);
    throw needsSignIn ? new UserError('extension.sign-in') : new UserError('talk.tenant-silent', { reason }, { cause: error });
  }
}

/**
 * A tenant that does not answer is no fault of ours: the person is told what Microsoft said and what to do. Null: they have to sign in first, and
 * were asked to.
 */
async function understandably<T>(talk: Talk, later: { wish?: string; stays?: boolean }, work: () => Promise<T>): Promise<T | null> {
  const { people, speech } = talk;
  try {
    return await work();
  } catch (thrown) {
    // What a dialog throws comes packed, with its whole stack.
    const error = thrown instanceof DialogContextError ? thrown.error : thrown;
    if (!(error instanceof TenantReadError)) throw error;
    const { sentence: reason, needsSignIn, lacksRole } = explain(error.record);
    if (needsSignIn && (await askSignIn(talk, { reason: needsSignIn, ...later }))) return null;
    if (lacksRole && !may(speech.person, 'confirm'))
      throw new UserError('talk.lacks-role', { reason, roles: whoMay(people, 'confirm') }, { cause: error });
    throw new UserError('talk.tenant-silent', { reason }, { cause: error });
  }
}
