import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import ts from 'typescript';
import { root } from './project.js';

/** A regular expression in the source, and where it stands. */
export type Pattern = { readonly at: string; readonly source: string; readonly flags: string };

/** Patterns that are slow for long texts, and why theirs are short. */
export const boundedTexts: Readonly<Record<string, string>> = {
  [String.raw`/\[[^\]]*\]/g`]: 'a pattern of a catalogue, of 200 characters at most',
  [String.raw`/"(?:[^"\\]|\\.)*"|[{}]/g`]: 'only texts that are JSON: each of its strings ends',
  [String.raw`/0+$/`]: 'digits of a number, of 100 at most',
  [String.raw`/[/?#]+$/`]: 'a setting, which the operator writes',
};

/** Every regular expression of the running engine. Tools and tests match only what we write ourselves. */
export function patternsOfProject(): readonly Pattern[] {
  const files = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((project) => sourcesIn(join(folder, project, 'src'))),
  );
  return files.flatMap((file) => patternsIn(file, readFileSync(join(root, file), 'utf8')));
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.split(/[/\\]/).includes('testing'))
    .map((file) => join(folder, file));

/** The regular expressions of a file: literals, and texts that become one. */
export function patternsIn(file: string, text: string): readonly Pattern[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ at, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = node.arguments ?? [];
      if (pattern !== undefined && ts.isStringLiteralLike(pattern)) {
        found.push({
          at,
          source: pattern.text,
          flags: flags !== undefined && ts.isStringLiteralLike(flags) ? flags.text : '',
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A longer search for an attack is given up; the pattern then counts as slow. */
const timeout = 20_000;

/** Patterns for which some text takes much longer than its length, each with such a text. */
export async function slowPatterns(patterns: readonly Pattern[]): Promise<readonly string[]> {
  const slow: string[] = [];
  for (const { at, source, flags } of patterns) {
    if (Object.hasOwn(boundedTexts, `/${source}/${flags}`)) continue;
    // The sets of letters of the flag v are not known to the checker; they change nothing in how a pattern goes back.
    const found = await check(source, flags.replace('v', 'u'), { timeout });
    if (found.status === 'safe') continue;
    const why = found.status === 'vulnerable' ? `slow for ${found.attack.pattern}` : found.error.kind;
    slow.push(`${at} /${source}/${flags}: ${why}`);
  }
  return slow;
}
