import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const src = path.join(__dirname, '..', '..', 'src');

export interface Import {
  /** The importing file below src, `/` between folders. */
  from: string;
  /** A file below src, or the name of a package. */
  to: string;
  isPackage: boolean;
  /** Gone after compilation. */
  typeOnly: boolean;
}

/** Every TypeScript file below src. */
export const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** What a file says it imports or exports again from elsewhere, and what it requires. */
export const imports: Import[] = files.flatMap((file) => importsOf(file, parsed(file)));

export function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(path.join(src, file), 'utf8'), ts.ScriptTarget.ES2022, true);
}

function importsOf(from: string, source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) found.push(importOf(from, node.moduleSpecifier, isTypeOnly(node.importClause)));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) found.push(importOf(from, node.moduleSpecifier, node.isTypeOnly));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.push(importOf(from, node.argument.literal, true));
    else if (ts.isCallExpression(node) && ['require', 'import'].includes(node.expression.getText()) && node.arguments[0])
      found.push(importOf(from, node.arguments[0], false));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  const names = clause.namedBindings;
  return clause.isTypeOnly || (!clause.name && !!names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly));
}

function importOf(from: string, specifier: ts.Node, typeOnly: boolean): Import {
  const name = ts.isStringLiteral(specifier) ? specifier.text : specifier.getText();
  if (!name.startsWith('.')) return { from, to: packageOf(name), isPackage: true, typeOnly };
  const base = path.posix.join(path.posix.dirname(from), name);
  const to = [`${base}.ts`, `${base}/index.ts`, base].find((file) => existsSync(path.join(src, file)) && /\.\w+$/.test(file)) ?? base;
  return { from, to, isPackage: false, typeOnly };
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
