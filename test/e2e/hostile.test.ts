import hostile from '../hostile-inputs.json';
import { castOf, type Role } from './cast';
import { openPane, type Pane } from './pane';
import { expectSoundLog } from './sound-log';
import { openStage, type Stage } from './stage';

const values = hostile
  .map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value)))
  .filter((value) => value.trim() !== '');
const fault = /fault on our side/;
/** Nothing that hides or turns text around may reach a reader as it is. */
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

let stage: Stage;
let cast: Role[];
let pane: Pane;
let before = 0;

beforeAll(async () => {
  stage = await openStage('cloud-connector');
  cast = await castOf(stage, 2);
  pane = await openPane(stage);
  before = await stage.lastCall();
});
afterAll(() => stage.close());

async function answered(text: string): Promise<string> {
  const answer = await pane.says(text);
  expect(answer).not.toBe('');
  expect(answer).not.toMatch(fault);
  expect(answer).not.toMatch(unseen);
  return answer;
}

test.each([
  // What is not for Switchboard is answered once, not each time.
  ['alone', (value: string) => [value, 'cancel']],
  ['as the person', (value: string) => [`enable voice for ${value}`, 'cancel']],
  ['as the number', (value: string) => [`enable voice for newhire with ${value} at Seattle`, 'cancel']],
  ['as the site', (value: string) => [`assign site ${value} to newhire`, 'cancel']],
  ['as the answer to a question', (value: string) => ['allow international calls', value, 'cancel']],
])('what should do harm, said %s, is answered', async (_where, lines) => {
  for (const value of values) for (const line of lines(value)) await answered(line);
});

test('what should do harm as a name in the directory is shown, and harms nobody', async () => {
  const [who] = cast;
  if (!who) throw new Error('Nobody is there.');
  await stage.control({ do: 'replicate', ms: 0 });
  for (const value of values.filter((one) => one.length <= 256)) {
    await stage.edit(who.upn, { displayName: value, department: value });
    await answered(`status of ${who.upn}`);
    const review = await answered(`assign site Seattle to ${who.upn}`);
    expect(review).toContain(who.upn);
    await answered('withdraw');
    await answered(`changes of ${who.upn}`);
    await answered('assign site Seattle to newhire');
    await answered('withdraw');
  }
});

test('a click that is none of ours is refused in words', async () => {
  for (const data of [
    {},
    { verb: 'confirm' },
    { verb: 'confirm', change: -1, version: 1 },
    { verb: 'confirm', change: '1; drop table changes', version: 1 },
    { verb: 'confirm', change: 1e15, version: 1 },
    { verb: 'become-admin', change: 1, version: 1 },
    { verb: 'say', command: '' },
    { verb: '__proto__', change: 1, version: 1 },
  ]) {
    const answer = JSON.stringify(await pane.invoke(data));
    expect(answer).not.toMatch(fault);
    expect(answer).toMatch(/not one of mine|no change/);
  }
});

test('nothing was written, no fault was logged, and the log is sound', async () => {
  const calls = (await stage.control({ do: 'calls', after: before })) as { cmdlet: string }[];
  expect(calls.filter(({ cmdlet }) => !cmdlet.startsWith('Get-'))).toEqual([]);
  expect(stage.log.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  expectSoundLog(stage.log);
});
