import { syntaxProblem } from './json-syntax.js';

/** The parsed value, or the problem of the text. */
export type ParsedJson = { readonly value: unknown } | { readonly problem: string };

/** Parses JSON strictly: a property named twice is a problem, since one of the two would be lost. */
export function readJson(text: string): ParsedJson {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const problem = syntaxProblem(source);
  return problem
    ? { problem: `valid JSON; line ${problem.line}, column ${problem.column}: ${problem.message}` }
    : { value: JSON.parse(source) };
}

/** A file's content without `$schema`, which is for editors: it is no part of a product, nor of its version. */
export function withoutSchemaReference(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { $schema: reference, ...content } = value as Readonly<Record<string, unknown>>;
  return reference === undefined || typeof reference === 'string' ? content : value;
}
