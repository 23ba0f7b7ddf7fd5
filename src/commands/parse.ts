import { languages, raw, type Language } from '../i18n/say';
import type { Operation } from '../operations/operation';
import { type Match, type Shape, match, shapesOf } from './pattern';
import { likeness } from './suggest';
import { cleaned, tokens } from './tokens';
import { withoutCourtesies, wordsOf } from './without-courtesies';

export type Parsed =
  | { kind: 'operation'; operation: Operation; input: Record<string, string> }
  | { kind: 'command'; name: string; arguments: Record<string, string> }
  /** `code`: it looks like a cmdlet or a script. `suggestions` are texts that would be understood. */
  | { kind: 'nothing'; suggestions: string[]; code: boolean };

export type Parse = (text: string, language: Language) => Parsed;

/**
 * Reads what people say by the patterns of the locale files, every language at any time. Nothing that was typed is ever run.
 * @param commands the names of what is no operation (`command.<name>.patterns`)
 */
export function createParse(operations: readonly Operation[], commands: readonly string[]): Parse {
  const sayings = languages.flatMap((language) => [
    ...operations.map((operation) =>
      saying(language, `operation.${operation.id}.patterns`, (input): Parsed => ({ kind: 'operation', operation, input })),
    ),
    ...commands.map((name) =>
      saying(language, `command.${name}.patterns`, (slots): Parsed => ({ kind: 'command', name, arguments: slots })),
    ),
  ]);

  return (typed, language) => {
    const text = typed.length > longest ? '' : withoutCourtesies(cleaned(typed));
    if (tokens(text).length > mostWords || text === '') return { kind: 'nothing', suggestions: [], code: false };
    const code = looksLikeCode(text);
    if (code) return { kind: 'nothing', suggestions: [], code };
    return best(sayings, text) ?? { kind: 'nothing', suggestions: suggestionsFor(text, sayings, language), code };
  };
}

/** A longer text is no command: reading must not take longer than a person notices. */
const longest = 1_000;
const mostWords = 40;

interface Saying {
  language: Language;
  shapes: Shape[];
  meaning(slots: Record<string, string>): Parsed;
}

function saying(language: Language, key: string, meaning: Saying['meaning']): Saying {
  return { language, shapes: shapesOf(raw(language, key)), meaning };
}

function best(sayings: readonly Saying[], text: string): Parsed | null {
  const said = tokens(text);
  let found: { match: Match; saying: Saying } | null = null;
  const present = new Set(said.map(({ word }) => word));
  for (const saying of sayings) {
    for (const shape of saying.shapes) {
      if (!shape.items.every((item) => 'slot' in item || present.has(item.word))) continue;
      const matched = match(shape, text, said);
      if (matched && (!found || matched.score > found.match.score)) found = { match: matched, saying };
    }
  }
  return found && found.saying.meaning(found.match.slots);
}

/** What was probably meant: the beginning as it should be, the rest as it was typed. One suggestion for each thing to say. */
function suggestionsFor(text: string, sayings: readonly Saying[], language: Language): string[] {
  const said = tokens(text);
  const scored = sayings
    .filter((saying) => saying.language === language)
    .flatMap((saying) =>
      heads(saying.shapes)
        .map((head) => ({ head, score: likeness(wordsOf(said.slice(0, head.length)), head.join(' ')) }))
        .filter(({ score }) => score > 0.5)
        .sort((a, b) => b.score - a.score)
        .flatMap(({ head, score }) => understood(head).map((meant) => ({ meant, score })))
        .slice(0, 1),
    )
    .sort((a, b) => b.score - a.score);
  return [...new Set(scored.map(({ meant }) => meant))].slice(0, 3);

  function understood(head: string[]): string[] {
    const rest = said[head.length];
    const begin = head.join(' ');
    return (rest ? [`${begin} ${text.slice(rest.start)}`, begin] : [begin]).filter((one) => best(sayings, one));
  }
}

/** The words that the ways to say something begin with. */
function heads(shapes: readonly Shape[]): string[][] {
  const all = shapes.map(({ items }) => {
    const slot = items.findIndex((item) => 'slot' in item);
    return items.slice(0, slot < 0 ? items.length : slot).flatMap((item) => ('word' in item ? [item.word] : []));
  });
  return [...new Map(all.filter((head) => head.length > 0).map((head) => [head.join(' '), head])).values()];
}

/** Cmdlets, pipes, variables, subexpressions: said by somebody who expects a shell. */
function looksLikeCode(text: string): boolean {
  return /^\s*[A-Z][a-z]+-[A-Z][A-Za-z]{2,}(\s|$)|(^|\s)\|(\s|$)|\$\(|\$[{]|^\s*[$&]|^\s*@[({"']|;\s*[A-Z][a-z]+-[A-Z]|\s-(Identity|Filter)\b/.test(
    text,
  );
}
