import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the whole project. */
export const projectRoot = join(import.meta.dirname, '../../..');

/** Folders with generated files or files of others. `docs/api` is generated from docstrings: `npm run docs:api`. */
const passedOver = new Set(['node_modules', 'dist', 'out-tsc', 'coverage', '.git', '.nx', '.data', '.reports']);

/** Every file of the project with one of these endings, as a path from the project's folder. */
export function filesEnding(...endings: readonly string[]): readonly string[] {
  return filesBelow('').filter((file) => endings.some((ending) => file.endsWith(ending)));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return passedOver.has(entry.name) || path === 'docs/api' ? [] : filesBelow(path);
    return [path];
  });
}

export const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');

/** All documents that are written by hand. */
export const papers = (): readonly string[] => filesEnding('.md');

/** A block of code in a document. */
export type Fence = {
  readonly paper: string;
  readonly language: string;
  readonly code: string;
  /** The example that the comment before it names: `<!-- docs/examples/… [part] -->`. */
  readonly example: string | null;
  readonly part: string | null;
  /** Where its reader finds it, as `docs/guides/webhooks.md:64`. */
  readonly place: string;
};

const fence = /(?:<!-- (docs\/examples\/\S+)(?: \[(\S+)\])? -->\n)?^```(\S*)\n([\s\S]*?)^```$/gm;

export const fencesOf = (paper: string): readonly Fence[] =>
  [...read(paper).matchAll(fence)].map(
    ({ index, input, 0: whole, 1: example, 2: part, 3: language = '', 4: code = '' }) => ({
      paper,
      language,
      code,
      example: example ?? null,
      part: part ?? null,
      place: `${paper}:${input.slice(0, index + whole.indexOf('```')).split('\n').length}`,
    }),
  );

/** An example as a document shows it: the whole file, or one part, from its mark `[part]` to the next. */
export function exampleText(file: string, part: string | null): string {
  const text = read(file);
  if (part === null) return text;
  const [, ...marked] = text.split(/^(?:#|\/\/) \[(\S+)\]\n/m);
  const at = marked.findIndex((each, index) => index % 2 === 0 && each === part);
  return at < 0 ? '' : `${(marked[at + 1] ?? '').trim()}\n`;
}

/** The names of the parts of an example. */
export const partsOf = (file: string): readonly string[] =>
  [...read(file).matchAll(/^(?:#|\/\/) \[(\S+)\]$/gm)].map(([, part = '']) => part);
