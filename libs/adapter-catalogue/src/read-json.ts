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
