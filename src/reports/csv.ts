import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/**
 * Rows as a CSV file: UTF-8 with BOM, as spreadsheets want it. A cell that a spreadsheet would take for a formula (= + - @, tab and line ends at
 * its beginning) gets an apostrophe before it. Nothing is held but what is being written.
 */
export function csvOf(header: readonly string[], rows: AsyncIterable<readonly string[]>): Readable {
  const text = stringify({
    bom: true,
    header: true,
    columns: [...header],
    record_delimiter: 'windows',
    escape_formulas: true,
    // By itself it quotes its own line end alone.
    quoted_match: /[\r\n]/,
  });
  // What breaks in the rows breaks the stream, and its reader.
  return pipeline(Readable.from(harmless(rows)), text, () => undefined);
}

/** Line ends are the one beginning that the library lets pass (OWASP, «CSV injection»). */
async function* harmless(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string[]> {
  for await (const row of rows) yield row.map((cell) => (cell.startsWith('\n') ? `'${cell}` : cell));
}
