import { buffer } from 'node:stream/consumers';
import { csvOf } from '../../src/reports/csv';
import hostileInputs from '../hostile-inputs.json';

async function* rowsOf(cells: readonly string[]): AsyncGenerator<string[]> {
  for (const cell of cells) yield ['x', cell];
}
const csv = async (cells: readonly string[]): Promise<string> => String(await buffer(csvOf(['a', 'b'], rowsOf(cells))));

test.each([
  ['=cmd|’/c calc’!A1', "'=cmd|’/c calc’!A1"],
  ['+14255550100', "'+14255550100"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  ['\uff1d1', "'\uff1d1"],
  ['say "hi", Bob', '"say ""hi"", Bob"'],
  ['two\nlines', '"two\nlines"'],
  ['', ''],
  ['tel:+14255550100', 'tel:+14255550100'],
  ['田中 花子', '田中 花子'],
])('%j', async (cell, written) => expect(await csv([cell])).toBe(`\ufeffa,b\r\nx,${written}\r\n`));

test('nothing hostile begins a cell as a formula', async () => {
  const values = hostileInputs.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  for (const value of values) expect(await csv([value])).not.toMatch(/,"?[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20](?!$)/);
});

test('what breaks while rows come breaks the file', async () => {
  async function* broken(): AsyncGenerator<string[]> {
    yield ['1', '2'];
    throw new Error('the tenant went away');
  }
  await expect(buffer(csvOf(['a', 'b'], broken()))).rejects.toThrow('the tenant went away');
});
