import path from 'node:path';
import ts from 'typescript';
import { files, src } from './source';

/** The locale keys that source files name: as they stand, or as a pattern where a part of the key is not known before it runs. */
export interface UsedKeys {
  exact: Set<string>;
  patterns: RegExp[];
}

/**
 * Reads every string and every template of src. A template's holes are filled with what the type checker knows of them (a union of
 * literals), so that `card.state.${change.state}` names sixteen keys; a hole that may be any text fits any words.
 */
export function usedKeys(): UsedKeys {
  const program = ts.createProgram(
    files.map((file) => path.join(src, file)),
    {
      ...ts.getDefaultCompilerOptions(),
      strict: true,
      skipLibCheck: true,
      resolveJsonModule: true,
      esModuleInterop: true,
      module: ts.ModuleKind.Node16,
      noUncheckedIndexedAccess: true,
      target: ts.ScriptTarget.ES2022,
      types: ['node'],
    },
  );
  const checker = program.getTypeChecker();
  const exact = new Set<string>();
  const patterns = new Map<string, RegExp>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) exact.add(node.text);
    if (ts.isTemplateExpression(node)) for (const text of textsOf(node, checker)) note(text, exact, patterns);
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(path.join(src, file));
    if (!source) throw new Error(`${file} could not be read.`);
    visit(source);
  }
  return { exact, patterns: [...patterns.values()] };
}

/** What stands for a hole that may be any text. */
const anything = '\u0000';

function note(text: string, exact: Set<string>, patterns: Map<string, RegExp>): void {
  if (!text.includes(anything)) exact.add(text);
  // A key begins with words that are known; anything else is a text of another kind.
  else if (/^[a-z]+\.[^ ]*$/.test(text)) patterns.set(text, new RegExp(`^${text.split(anything).map(escaped).join('[\\w.-]+')}$`));
}

function textsOf(template: ts.TemplateExpression, checker: ts.TypeChecker): string[] {
  return template.templateSpans.reduce(
    (starts, { expression, literal }) => {
      const fills = fillsOf(checker.getTypeAtLocation(expression));
      return starts.flatMap((start) => fills.map((fill) => `${start}${fill}${literal.text}`));
    },
    [template.head.text],
  );
}

function fillsOf(type: ts.Type): string[] {
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => member.isStringLiteral()) ? members.map((member) => member.value) : [anything];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
