import { readTrunks, type Trunk } from '../../src/checks/trunks/read-trunks';
import { judgeTrunks } from '../../src/checks/trunks/judge-trunks';
import { trunkChecks } from '../../src/checks/trunks/trunk-checks';
import { runChecks } from '../../src/checks/run-checks';
import { say } from '../../src/i18n/say';
import { checkModel, sbcModel, soundRun, shortly, strangeSite } from './check-model';

const seattle = checkModel.sites[0]!;
const gateway = 'gw-seattle.contoso.net';

const rules: [string, [target: string, priority?: string, site?: string][], string[]][] = [
  [
    'one to each server',
    [
      ['ms1.contoso.local', '1'],
      ['ms2.contoso.local', '1'],
    ],
    ['ok ok'],
  ],
  ['without priorities', [['ms1.contoso.local'], ['ms2.contoso.local']], ['ok ok']],
  [
    'by address',
    [
      ['10.1.0.1', '1'],
      ['ms2.contoso.local', '1'],
    ],
    ['ok ok'],
  ],
  ['one missing', [['ms1.contoso.local', '1']], ['wrong missing']],
  ['none at all', [], ['wrong missing']],
  ['the pool instead', [['pool-seattle.contoso.local']], ['wrong pool', 'wrong missing']],
  ['the pool of another site', [['ms1.contoso.local'], ['ms2.contoso.local'], ['pool-paris.contoso.local']], ['wrong pool']],
  [
    'unequal priority',
    [
      ['ms1.contoso.local', '1'],
      ['ms2.contoso.local', '2'],
    ],
    ['wrong priority'],
  ],
  ['priority of one alone', [['ms1.contoso.local', '1'], ['ms2.contoso.local']], ['wrong priority']],
  ['another site', [['ms1.contoso.local'], ['ms2.contoso.local'], ['ms3.contoso.local']], ['wrong other-site']],
  ['a stranger', [['ms1.contoso.local'], ['ms2.contoso.local'], ['ms9.contoso.local']], ['wrong unknown-server']],
  ['a strange address', [['ms1.contoso.local'], ['ms2.contoso.local'], ['10.9.9.9']], ['unknown unknown-address']],
  ['twice, by name and address', [['ms1.contoso.local'], ['ms2.contoso.local'], ['10.1.0.2']], ['warning twice']],
  [
    'listed at another site',
    [
      ['ms1.contoso.local', '1', strangeSite],
      ['ms2.contoso.local', '1', 'seattle'],
    ],
    ['wrong site'],
  ],
];

test.each(rules)('trunks: %s', (_name, rows, expected) => {
  const trunks = rows.map(([target, priority = null, site = null], at): Trunk => ({ line: at + 2, gateway, target, priority, site }));
  expect(shortly(judgeTrunks(gateway, seattle, trunks, checkModel))).toEqual(expected);
});

test('a site without Mediation Servers in the configuration is unknown', () => {
  expect(shortly(judgeTrunks(gateway, { ...seattle, mediationServers: [] }, [], checkModel))).toEqual(['unknown no-servers']);
});

const lists: [string, string | Buffer][] = [
  ['commas', 'gateway,target,priority\ngw1.contoso.net,ms1.contoso.local,1\n'],
  ['semicolons and CRLF, other order', 'Trunk Target;Priority;PSTN gateway\r\nms1.contoso.local;01;gw1.contoso.net\r\n'],
  [
    'tabs in UTF-16, as Excel saves Unicode text',
    Buffer.from('\ufeffGateway\tTarget\tPrio\r\ngw1.contoso.net\tms1.contoso.local\t1\r\n', 'utf16le'),
  ],
  ['French headings in Windows-1252', Buffer.from('passerelle;cible;priorité\ngw1.contoso.net;ms1.contoso.local;1\n', 'latin1')],
  ['French headings in UTF-8 with mark', Buffer.from('\ufeffpasserelle;cible;priorité\ngw1.contoso.net;ms1.contoso.local;1\n')],
  ['a pasted list', '\n  gw1.contoso.net   ms1.contoso.local  1\n\n'],
  ['capitals, ports, quotes and last dots', 'gateway,target,priority\n"GW1.contoso.net.","sip:MS1.contoso.local:5067"," 1 "\n'],
];

test.each(lists)('reads %s', async (_name, list) => {
  const { trunks, problems } = await readTrunks(typeof list === 'string' ? list : chunks(list));
  expect(problems).toEqual([]);
  expect(trunks).toMatchObject([{ gateway: 'gw1.contoso.net', target: 'ms1.contoso.local', priority: '1', site: null }]);
});

const bad: [string, string, string[]][] = [
  ['nothing', ' \n', ['There is no trunk in that list. Each line needs a gateway and a trunk target.']],
  ['headings alone', 'gateway,target\n', ['There is no trunk in that list. Each line needs a gateway and a trunk target.']],
  ['no target column', 'gateway,priority\na,1\n', ['The first line has no column target.']],
  ['an open quotation mark', 'gateway,target\na,b\na,"b\n', ['Line 3: a quotation mark is open']],
  ['a quotation mark inside', 'gateway,target\na,b"c\n', ['Line 2: a quotation mark is open']],
  [
    'cells missing or too many',
    'gateway,target\na,b\na\n\n,b\na,b,c\n',
    ['Line 3 has no trunk target.', 'Line 5 has no gateway.', 'Line 6 has 3 cells'],
  ],
  ['zeros', 'gateway,target\na,\0\n', ['That is no text.']],
  ['too many lines', 'a,b\n'.repeat(5_001), ['That list has more than 5,000 lines.']],
  ['a long text', 'x'.repeat(3_000_000), ['That list is larger than 2 MB.']],
];

test.each(bad)('says what is wrong with %s', async (_name, list, expected) => {
  const { problems } = await readTrunks(list);
  expect(problems.map((problem, at) => say('en', problem).slice(0, expected[at]?.length))).toEqual(expected);
});

test('of many bad lines the first are named and the others counted', async () => {
  const { problems } = await readTrunks(`gateway,target\n${'a\n'.repeat(50)}`);
  expect(problems).toHaveLength(21);
  expect(say('en', problems[20]!)).toBe('30 more lines have problems.');
});

test('of 200 MB no more than the limit is read', async () => {
  let read = 0;
  async function* endless() {
    for (; read < 200 * 1024 * 1024; read += 65_536) yield Buffer.alloc(65_536, 'a,b\n');
  }
  expect((await readTrunks(endless())).problems.map(({ key }) => key)).toEqual(['check.trunks.file.too-large']);
  expect(read).toBeLessThanOrEqual(2 * 1024 * 1024);
});

test('every gateway of the configuration is told of, and those it does not know', async () => {
  const { trunks } = await readTrunks(
    `gateway,target\n${gateway},ms1.contoso.local\n${gateway},ms2.contoso.local\ngw9.contoso.net,ms1.contoso.local\n`,
  );
  const outcomes = await runChecks(trunkChecks({ model: checkModel, trunks }), soundRun);
  expect(outcomes.map(({ check, findings }) => `${check.target}: ${shortly(findings).join()}`)).toEqual([
    'gw-paris.contoso.net: wrong missing',
    'gw9.contoso.net: unknown unknown-gateway',
    'gw-seattle.contoso.net: ok ok',
  ]);
});

test('on direct-routing there is nothing to compare', () => {
  expect(() => trunkChecks({ model: sbcModel, trunks: [] })).toThrow('check.trunks.not-here');
});

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}
