import hostile from '../hostile-inputs.json';
import { startTalking, type Talking } from './talking';

const texts = hostile.map(({ id, value }) => [id, typeof value === 'string' ? value : JSON.stringify(value)] as const);
let talking: Talking;

beforeAll(async () => {
  talking = await startTalking('cloud-connector');
});
afterAll(() => talking.world.close());

function writes(): number {
  return talking.world.simulator.calls().filter(({ cmdlet }) => !cmdlet.startsWith('Get-')).length;
}

async function drafts(): Promise<number> {
  const { count } = await talking.world.database.db
    .selectFrom('changes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Understood, and shown for review: a name without its invisible characters; a number as it is dialled at the site that was said. */
const understood = ['un-04', 'ph-04'];

describe.each(texts)('%s', (id, value) => {
  test.each([
    ['said alone', [value]],
    ['as the person', ['enable voice', value]],
    ['as the person, in one line', [`enable voice for ${value} with +1 425 555 0140 at Seattle`]],
    ['as the number', ['enable voice for newhire at Seattle', value]],
    ['as the site', ['assign site to newhire', value]],
    ['as somebody to look at', [`status of ${value}`]],
    ['as the answer to change', ['enable voice for unlicensed with +14255550140 at Seattle', value]],
  ])('%s is answered, and nothing is drafted or written', async (_where, said) => {
    const before = await drafts();
    for (const text of said) {
      const answer = await talking.says(text);
      expect(answer).not.toBe('');
      expect(answer).not.toMatch(/\u0000|[\u2066-\u2069]/);
    }
    await talking.says('cancel');
    if (!understood.includes(id)) expect(await drafts()).toBe(before);
    expect(writes()).toBe(0);
  });
});

test('every question to the directory had a filter', () => {
  const reads = talking.world.simulator.calls().filter(({ cmdlet }) => cmdlet === 'Get-CsOnlineUser');
  for (const { parameters } of reads) expect('Identity' in parameters || 'Filter' in parameters).toBe(true);
});
