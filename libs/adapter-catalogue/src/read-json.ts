import { syntaxFault } from './json-syntax.js';

/** Parsed content, or what is wrong with its text and where. */
export type Read = { readonly value: unknown } | { readonly fault: string };

/** Parses JSON strictly: a property named twice is a fault too, since one of the two would be lost. */
export function readJson(text: string): Read {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const fault = syntaxFault(source);
  return fault
    ? { fault: `valid JSON; line ${fault.line}, column ${fault.column}: ${fault.message}` }
    : { value: JSON.parse(source) };
}
