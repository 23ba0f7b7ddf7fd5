import { helpdesk } from '../changes/world';
import { startTalking, type Talking } from './talking';

const hourMs = 3_600_000;

let talking: Talking;
beforeEach(async () => {
  talking = await startTalking('direct-routing');
  await talking.says('enable voice for newhire@contoso.com');
  expect(await talking.says('Seattle')).toContain('Which number?');
});
afterEach(() => talking.world.close());

async function later(): Promise<string> {
  talking.restart();
  await talking.asks((conversation, turn, speech) => conversation.offerAgain(turn, speech));
  return talking.sent.map(({ text }) => text).join('\n---\n');
}

const offer = /^Still open: Enable voice[^]*Person: newhire@contoso.com\nSite: Seattle\nWhich number\?[^]*`go on`, `leave it`/;

test('after a restart the open question is offered with what was answered, and goes on where it stopped', async () => {
  expect(await later()).toMatch(offer);
  expect(await talking.says('go on')).toMatch(/Which number\?[^]*free numbers/);
  expect(await talking.says('+1 425 555 0140')).toContain('To review');
});

test('it is left by a word, and then there is nothing to offer', async () => {
  await later();
  expect(await talking.says('leave it')).toMatch(/Enable voice/);
  expect(await later()).toBe('');
});

test.each([
  ['yes', /Which number\?/],
  ['no', /left|cancel|dropped/i],
])('«%s» is an answer to the offer, not to the question', async (said, told) => {
  await later();
  expect(await talking.says(said)).toMatch(told);
});

test('it can be answered right away', async () => {
  await later();
  expect(await talking.says('+1 425 555 0140')).toContain('To review');
});

test('each question is offered once', async () => {
  expect(talking.open).toEqual([true, true]);
  await later();
  expect(talking.open.at(-1)).toBe(false);
  await talking.says('go on');
  expect(talking.open.at(-1)).toBe(true);
  await talking.says('cancel');
  expect(talking.open.at(-1)).toBe(false);
  const notes = talking.open.length;
  await talking.says('status of busy@contoso.com');
  expect(talking.open).toHaveLength(notes);
});

describe('the next morning', () => {
  beforeEach(() => talking.world.clock.advance(13 * hourMs));

  test('what is said is no answer to a question of yesterday: that one is offered first', async () => {
    expect(await talking.says('4021')).toMatch(offer);
    expect(await talking.says('+1 425 555 0140')).toContain('To review');
  });

  test('a command does what it says, and the question is offered after it', async () => {
    expect(await talking.says('status of busy@contoso.com')).toMatch(/Status[^]*---\nStill open: Enable voice/);
    expect(await talking.says('status of busy@contoso.com')).toMatch(/Status[^]*---\n[^]*Which number\?/);
  });

  test('a number or click that picks from its list is an answer to it', async () => {
    expect(await talking.says('1')).toContain('To review');
  });

  test('another wish takes its place', async () => {
    expect(await talking.says('block international calls for jose.garcia@contoso.com')).toMatch(/Enable voice[^]*To review/);
  });
});

test('who may ask for nothing any more is offered nothing', async () => {
  talking.as({ ...helpdesk, objectId: helpdesk.objectId, roles: [] });
  expect(await later()).toBe('');
});

test('what is one of a few is said in the reader’s language', async () => {
  await talking.says('cancel');
  await talking.says('langue fr');
  await talking.says('active la voix pour newhire@contoso.com');
  await talking.says('aucun site');
  expect(await later()).toMatch(/Toujours en attente\s: Activer la voix[^]*Site\s: aucun site[^]*Quel numéro/);
});
