/** The place of a syntax error, counted from 1. */
export type SyntaxProblem = { readonly line: number; readonly column: number; readonly message: string };

const token =
  /[ \t\r\n]*("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y;

const deepest = 200;

type Scan = { readonly text: string; at: number };

class Problem extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The first syntax problem of a JSON text, if any. `JSON.parse` gives the position only in some versions of the
 * runtime, and accepts a property that is named twice.
 */
export function syntaxProblem(text: string): SyntaxProblem | undefined {
  const scan: Scan = { text, at: 0 };
  try {
    value(scan, next(scan), 0);
    if (text.slice(scan.at).trim() !== '') throw new Problem(skipSpace(scan), 'the text goes on after its value');
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const lines = text.slice(0, thrown.at).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1, message: thrown.message };
  }
}

function next(scan: Scan): string {
  token.lastIndex = scan.at;
  const found = token.exec(scan.text)?.[1];
  if (found === undefined) {
    const at = skipSpace(scan);
    throw new Problem(at, at === scan.text.length ? 'the text ends too early' : 'unexpected character');
  }
  scan.at = token.lastIndex;
  return found;
}

function value(scan: Scan, first: string, depth: number): void {
  if (depth > deepest) throw new Problem(scan.at, `nested deeper than ${deepest}`);
  if (first === '{') members(scan, depth + 1);
  else if (first === '[') elements(scan, depth + 1);
  else if ('}],:'.includes(first)) throw new Problem(scan.at - 1, `expected a value, found ${first}`);
}

function members(scan: Scan, depth: number): void {
  const names = new Set<string>();
  let found = next(scan);
  if (found === '}') return;
  for (;;) {
    if (!found.startsWith('"')) throw new Problem(scan.at - found.length, `expected a property name, found ${found}`);
    if (names.has(found)) throw new Problem(scan.at - found.length, `property ${found} is named twice`);
    names.add(found);
    expect(scan, next(scan), [':']);
    value(scan, next(scan), depth);
    if (expect(scan, next(scan), [',', '}']) === '}') return;
    found = next(scan);
  }
}

function elements(scan: Scan, depth: number): void {
  let found = next(scan);
  if (found === ']') return;
  for (;;) {
    value(scan, found, depth);
    if (expect(scan, next(scan), [',', ']']) === ']') return;
    found = next(scan);
  }
}

function expect(scan: Scan, found: string, wanted: readonly string[]): string {
  if (wanted.includes(found)) return found;
  throw new Problem(scan.at - found.length, `expected ${wanted.join(' or ')}, found ${found}`);
}

function skipSpace({ text, at }: Scan): number {
  let here = at;
  while (' \t\r\n'.includes(text[here] ?? 'end')) here += 1;
  return here;
}
