import { TestAdapter } from 'botbuilder';
import type { Invoked } from '../../src/bot/invoked';
import { createMessageExtension } from '../../src/bot/message-extension';
import { noticeCard } from '../../src/cards/views/notice';
import type { Conversation } from '../../src/dialogs/conversation';
import { sentence, UserError } from '../../src/sentence';
import { vera } from '../cards/samples';
import { activity } from './teams';

const card = noticeCard({ language: 'en', tone: 'info', text: sentence('value.text', { text: 'Bianca Busy has +1 425 555 0102' }) });
const asked: unknown[] = [];
const conversation: Pick<Conversation, 'search' | 'lookAt' | 'fillIn'> = {
  async search(_turn, _speech, text) {
    asked.push(text);
    if (text === 'slow') await new Promise(() => undefined);
    if (text === 'refused') throw new UserError('message.empty');
    if (text === '') return { people: [], hint: sentence('extension.two-letters') };
    return { people: text === 'nobody' ? [] : [{ key: 'busy@contoso.com', name: 'Bianca Busy' }], hint: null };
  },
  lookAt: async (_turn, _speech, key) => (asked.push(key), card),
  async fillIn(_turn, _speech, filled) {
    asked.push(filled);
    return filled?.operation === 'enable-voice' ? { kind: 'said', text: 'Change 1 is drafted.' } : { kind: 'form', card };
  },
};

async function invoke(name: string, value: unknown): Promise<Invoked | undefined> {
  const extension = createMessageExtension({
    conversation,
    ownChat: null,
    limitMs: 20,
    fault: async (_turn, error) => `fault: ${String(error)}`,
  });
  let answer: Invoked | undefined;
  const adapter = new TestAdapter(async (turn) => {
    answer = await extension.invoke(turn, { person: vera, language: 'en' });
  });
  await adapter.processActivity(activity('groupChat', 'voice-admin', { type: 'invoke', name, value }));
  return answer;
}

const query = (text: unknown) => invoke('composeExtension/query', { commandId: 'people', parameters: [{ name: 'name', value: text }] });
const hint = (text: unknown) => ({ status: 200, body: { composeExtension: { type: 'message', text } } });

test('a search gives rows of names, each of which asks for its card when it is picked', async () => {
  expect(await query('busy')).toMatchObject({
    status: 200,
    body: {
      composeExtension: {
        type: 'result',
        attachmentLayout: 'list',
        attachments: [{ preview: { content: { title: 'Bianca Busy', tap: { type: 'invoke', value: { person: 'busy@contoso.com' } } } } }],
      },
    },
  });
});

test('what is picked may be put anywhere: its card is without numbers', async () => {
  const answer = await invoke('composeExtension/selectItem', { person: 'busy@contoso.com' });
  expect(answer?.body).toMatchObject({
    composeExtension: { type: 'result', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }] },
  });
  expect(JSON.stringify(answer)).toContain('Bianca Busy has …');
  expect(JSON.stringify(answer)).not.toContain('425');
});

test.each<[string, unknown, unknown]>([
  ['nothing typed', '', 'Type at least two letters of a name.'],
  ['the first run', undefined, 'Type at least two letters of a name.'],
  ['something that is no text', { $ne: '' }, 'Type at least two letters of a name.'],
  ['nobody found', 'nobody', 'Nobody has such a name.'],
  ['a tenant that is slower than Teams waits', 'slow', 'The tenant takes longer than Teams waits. Try again, or ask in our own chat.'],
  ['a right that is missing', 'refused', expect.stringContaining('message.empty')],
])('%s is answered with a hint', async (_what, text, said) => {
  expect(await query(text)).toEqual(hint(said));
});

test('an action opens a form, and what becomes of it is said there', async () => {
  const form = await invoke('composeExtension/fetchTask', { commandId: 'ask', commandContext: 'compose' });
  expect(form?.body).toMatchObject({
    task: { type: 'continue', value: { card: { contentType: 'application/vnd.microsoft.card.adaptive' } } },
  });
  expect(asked.at(-1)).toBeNull();
  const sent = await invoke('composeExtension/submitAction', { commandId: 'ask', data: { operation: 'enable-voice', user: 'bob' } });
  expect(sent?.body).toEqual({ task: { type: 'message', value: 'Change 1 is drafted.' } });
  expect(asked.at(-1)).toEqual({ operation: 'enable-voice', user: 'bob' });
});

test('what is no form of ours is refused in words, and anything else is not the extension’s', async () => {
  expect((await invoke('composeExtension/submitAction', { data: 'all' }))?.body).toMatchObject({ task: { type: 'message' } });
  expect((await invoke('composeExtension/selectItem', {}))?.body).toMatchObject({ composeExtension: { type: 'message' } });
  expect(await invoke('task/fetch', {})).toBeUndefined();
});
