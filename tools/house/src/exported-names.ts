import { dirname, normalize } from 'node:path';
import ts from 'typescript';

/** The names a module exports, each with the module that declares it: a file, or a package. */
export type Exports = ReadonlyMap<string, string>;

type ReadFile = (file: string) => string;

/** Reads the exports of a file; `export *` is followed into files of the same library. */
export function exportsOf(file: string, read: ReadFile): Exports {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const names = new Map<string, string>();
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement))
      for (const [name, from] of exported(statement, file, read)) names.set(name, from);
    else if (isExported(statement)) for (const name of declared(statement)) names.set(name, file);
  }
  return names;
}

/** Names that modules export for different things, as lines `name: module, module`. */
export function sharedNames(modules: readonly (readonly [file: string, Exports])[]): readonly string[] {
  const origins = new Map<string, Set<string>>();
  for (const [, names] of modules) {
    for (const [name, from] of names) origins.set(name, (origins.get(name) ?? new Set()).add(from));
  }
  return [...origins].filter(([, from]) => from.size > 1).map(([name, from]) => `${name}: ${[...from].join(', ')}`);
}

function exported({ moduleSpecifier, exportClause }: ts.ExportDeclaration, file: string, read: ReadFile): Exports {
  const specifier = moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : null;
  const from = specifier === null ? file : originOf(specifier, file);
  if (exportClause === undefined) return from.endsWith('.ts') ? exportsOf(from, read) : new Map();
  if (ts.isNamespaceExport(exportClause)) return new Map([[exportClause.name.text, from]]);
  return new Map(exportClause.elements.map(({ name }) => [name.text, from]));
}

const originOf = (specifier: string, file: string): string =>
  specifier.startsWith('.') ? normalize(`${dirname(file)}/${specifier}`).replace(/\.js$/, '.ts') : specifier;

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function declared(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const { name } = statement as { readonly name?: ts.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}
