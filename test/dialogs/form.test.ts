import { asShared } from '../../src/cards/shared';
import type { Filled } from '../../src/dialogs/conversation';
import { every, problemsOf } from '../cards/card-check';
import { auditor, helpdesk, voiceAdmin } from '../changes/world';
import { startTalking, type Talking } from './talking';

const stranger = { ...auditor, objectId: 'stranger', roles: [] };

let talking: Talking;
beforeAll(async () => {
  talking = await startTalking('direct-routing', { person: voiceAdmin });
});
beforeEach(() => talking.as(voiceAdmin));

const fill = (filled: Record<string, unknown> | null): Promise<Filled> =>
  talking.asks((conversation, turn, speech) => conversation.fillIn(turn, speech, filled));
const search = (text: string) => talking.asks((conversation, turn, speech) => conversation.search(turn, speech, text));

function formIn(filled: Filled): { ids: string[]; texts: string[]; data: Record<string, unknown> } {
  if (filled.kind === 'said') throw new Error(filled.text);
  expect(problemsOf(filled.card)).toEqual([]);
  const elements = every(filled.card.card ?? {});
  return {
    ids: elements.flatMap(({ type, id }) => (String(type).startsWith('Input.') ? [String(id)] : [])),
    texts: elements.flatMap(({ type, text }) => (type === 'TextBlock' ? [String(text)] : [])),
    data: elements.find(({ type }) => type === 'Action.Submit')?.data as Record<string, unknown>,
  };
}

describe('a wish by a form', () => {
  test('begins with what may be asked for, and asks all at once what the dialog asks', async () => {
    const first = formIn(await fill(null));
    expect(first.ids).toEqual(['choice']);
    const { ids, data } = formIn(await fill({ ...first.data, choice: 'enable-voice' }));
    expect(ids.filter((id) => !id.endsWith('-pick'))).toEqual(['user', 'site', 'number']);
    expect(data).toMatchObject({ operation: 'enable-voice' });
  });

  test('says what is missing or wrong, and keeps the rest', async () => {
    const missing = formIn(await fill({ operation: 'enable-voice', user: 'newhire@contoso.com', site: 'Seattle' }));
    expect(missing.texts).toContain('Which number?');
    const wrong = await fill({ operation: 'enable-voice', user: 'nobody@contoso.com', number: '+1 425 555 0140', site: 'Seattle' });
    expect(formIn(wrong).texts.join('\n')).toContain('nobody@contoso.com');
    expect(JSON.stringify(wrong)).toMatch(/\+1 ?425 ?555 ?0140/);
  });

  test('offers the people that a name may mean', async () => {
    const several = await fill({ operation: 'turn-voicemail-off', user: 'John' });
    expect(formIn(several).ids).toContain('user-pick');
  });

  test('ends in the same draft as the dialog, to be reviewed in their own chat', async () => {
    const said = await fill({ operation: 'enable-voice', user: 'newhire@contoso.com', number: '+1 425 555 0140', site: 'Seattle' });
    expect(said).toEqual({ kind: 'said', text: 'Change 1 is drafted: it is in our own chat, to be reviewed.' });
    expect(await talking.says('show 1')).toContain('To review');
    const again = await fill({ operation: 'enable-voice', user: 'newhire@contoso.com', number: '+1 425 555 0140', site: 'Seattle' });
    expect(again).toMatchObject({ kind: 'said', text: expect.stringContaining('Change 1') as unknown });
  });

  test('what is refused stays a form with the reason', async () => {
    const refused = formIn(await fill({ operation: 'turn-voicemail-on', user: 'unlicensed@contoso.com' }));
    expect(refused.texts.length).toBeGreaterThan(1);
  });

  test('who may not ask for it is refused by name of the right, whatever the form says', async () => {
    talking.as(stranger);
    await expect(fill(null)).rejects.toMatchObject({ name: 'UserError' });
    await expect(fill({ operation: 'enable-voice', user: 'newhire@contoso.com' })).rejects.toMatchObject({ name: 'UserError' });
    talking.as(helpdesk);
    expect(formIn(await fill(null)).ids).toEqual(['choice']);
  });

  test.each([{ operation: 'drop-everything' }, { operation: 7 }, { choice: '__proto__' }, {}])(
    'a form that is not ours does nothing: %p',
    async (filled) => {
      await expect(fill(filled)).rejects.toMatchObject({ sentence: { key: 'action.notUnderstood' } });
    },
  );
});

describe('a search for people', () => {
  test.each(['', ' ', 'b', '*', '?', ' x '])('«%s» is too little to look for', async (text) => {
    expect(await search(text)).toEqual({ people: [], hint: { key: 'extension.two-letters' } });
  });

  test('finds names, without anything else of them, and is written down', async () => {
    const { people } = await search('bu');
    expect(people.map(({ name }) => name)).toContain('Bianca Busy');
    expect(people.every((one) => Object.keys(one).sort().join() === 'key,name')).toBe(true);
    expect(talking.look()).toMatchObject({ command: 'find-people', said: { name: 'bu' }, found: people.length });
  });

  test('says that nobody was found', async () => {
    const { people, hint } = await search('zzyzx');
    expect([people, hint?.key]).toEqual([[], 'field.person.unknown']);
  });

  test('the one who is picked is a name and states', async () => {
    const card = await talking.asks((conversation, turn, speech) => conversation.lookAt(turn, speech, 'busy@contoso.com'));
    const { text, card: shared } = asShared(card, null);
    expect(text).toContain('Voice: on');
    expect(JSON.stringify(shared)).not.toMatch(/\+1|@contoso/);
  });

  test('is not for who may not read', async () => {
    talking.as(stranger);
    await expect(search('busy')).rejects.toMatchObject({ name: 'UserError' });
    await expect(talking.asks((conversation, turn, speech) => conversation.lookAt(turn, speech, 'busy@contoso.com'))).rejects.toMatchObject(
      {
        name: 'UserError',
      },
    );
  });
});
