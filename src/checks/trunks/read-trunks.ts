import { CsvError, parse } from 'csv-parse/sync';
import { sentence, type Sentence } from '../../sentence';

/** One line of an export of a gateway's trunks. Names are in small letters, without port and last dot. */
export interface Trunk {
  line: number;
  gateway: string;
  /** FQDN or IP address. */
  target: string;
  priority: string | null;
  site: string | null;
}

/** Problems name their line; where there are any, nothing should be judged. */
export interface TrunkList {
  trunks: Trunk[];
  problems: Sentence[];
}

const limits = { bytes: 2 * 1024 * 1024, lines: 5_000, problems: 20 };

const headings = {
  gateway: ['gateway', 'pstn gateway', 'sbc', 'gw', 'passerelle'],
  target: ['target', 'trunk target', 'trunk', 'mediation server', 'server', 'destination', 'cible', 'serveur', 'serveur de médiation'],
  priority: ['priority', 'prio', 'weight', 'priorité'],
  site: ['site', 'pstn site', 'site pstn'],
} as const;

type Column = keyof typeof headings;

/** The order of a list without headings. */
const columns: Column[] = ['gateway', 'target', 'priority', 'site'];

/**
 * Reads a CSV or a pasted list: commas, semicolons, tabs or blanks between `gateway`, `target` and, if there are, `priority` and `site`.
 * UTF-8, UTF-16 or Windows-1252. Of a stream that is too long no more than the limit is read.
 */
export async function readTrunks(source: string | AsyncIterable<Uint8Array>): Promise<TrunkList> {
  const text = await textOf(source);
  if (text === null) return failed(sentence('check.trunks.file.too-large', { limit: limits.bytes / 1024 / 1024 }));
  if (text.includes('\0')) return failed(sentence('check.trunks.file.not-text'));
  if (text.trim() === '') return failed(sentence('check.trunks.file.empty'));
  try {
    return trunksOf(rowsOf(text));
  } catch (error) {
    if (error instanceof CsvError) return failed(problemOf(error));
    throw error;
  }
}

interface Row {
  line: number;
  cells: string[];
}

function rowsOf(text: string): Row[] {
  const firstLine = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const delimiter = ['\t', ';', ','].find((one) => firstLine.includes(one)) ?? ' ';
  const rows: Row[] = [];
  parse(text, {
    delimiter,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    to: limits.lines + 1,
    on_record(record: string[], { lines: line }) {
      const trimmed = record.map((cell) => cell.trim());
      const cells = delimiter === ' ' ? trimmed.filter(Boolean) : trimmed;
      if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
      return null;
    },
  });
  return rows;
}

function trunksOf(rows: Row[]): TrunkList {
  if (rows.length > limits.lines) return failed(sentence('check.trunks.file.too-many', { limit: limits.lines }));
  const found = rows[0]?.cells.map(columnOf) ?? [];
  const hasHeadings = found.some((column) => column !== null);
  const missing = hasHeadings ? (['gateway', 'target'] as const).filter((column) => !found.includes(column)) : [];
  if (missing.length > 0) return failed(sentence('check.trunks.file.no-column', { columns: missing }));

  const order = hasHeadings ? found : columns;
  const trunks: Trunk[] = [];
  const problems: Sentence[] = [];
  for (const { line, cells } of hasHeadings ? rows.slice(1) : rows) {
    const cell = (column: Column): string => cells[order.indexOf(column)] ?? '';
    const [gateway, target] = [hostOf(cell('gateway')), hostOf(cell('target'))];
    if (cells.length > order.length)
      problems.push(sentence('check.trunks.line.too-many', { line, count: cells.length, limit: order.length }));
    else if (gateway === '') problems.push(sentence('check.trunks.line.no-gateway', { line }));
    else if (target === '') problems.push(sentence('check.trunks.line.no-target', { line }));
    else trunks.push({ line, gateway, target, priority: priorityOf(cell('priority')), site: cell('site') || null });
  }
  if (trunks.length === 0 && problems.length === 0) problems.push(sentence('check.trunks.file.empty'));
  const more = problems.length - limits.problems;
  return {
    trunks,
    problems: more > 0 ? [...problems.slice(0, limits.problems), sentence('check.trunks.line.more', { count: more })] : problems,
  };
}

function columnOf(heading: string): Column | null {
  const wanted = heading.toLowerCase().replace(/[\s_-]+/g, ' ');
  return columns.find((column) => headings[column].some((known) => known === wanted)) ?? null;
}

function hostOf(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/^sips?:/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
}

function priorityOf(cell: string): string | null {
  return /^\d+$/.test(cell) ? String(Number(cell)) : cell.toLowerCase() || null;
}

/** Null when it is longer than the limit. */
async function textOf(source: string | AsyncIterable<Uint8Array>): Promise<string | null> {
  if (typeof source === 'string') return source.length > limits.bytes ? null : source;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > limits.bytes) return null;
    chunks.push(chunk);
  }
  return decoded(Buffer.concat(chunks));
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What Excel saves as CSV in western Europe.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function problemOf(error: CsvError): Sentence {
  const line = typeof error.lines === 'number' ? error.lines : 1;
  return sentence(error.code.includes('QUOTE') ? 'check.trunks.file.quote' : 'check.trunks.file.malformed', { line });
}

function failed(problem: Sentence): TrunkList {
  return { trunks: [], problems: [problem] };
}
