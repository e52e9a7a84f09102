import { gzipSync } from 'node:zlib';

/** The most kilobytes that a browser gets, as gzip sends them: for the first page, for a further screen, and for all there is. */
export const budgets = { entry: 140, route: 65, all: 350 } as const;

type Chunk = {
  readonly type: 'chunk';
  readonly code: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
};
type Asset = { readonly type: 'asset'; readonly source: string | Uint8Array };
/** What a build writes, by file. */
export type Written = Readonly<Record<string, Chunk | Asset>>;

export type Sizes = { readonly entry: number; readonly all: number; readonly routes: Readonly<Record<string, number>> };

/**
 * Kilobytes of the first page, with the language that weighs most; of each part that is loaded later, beyond what the first page
 * has; and of all.
 */
export function sizesOf(written: Written): Sizes {
  const kilobytes = (file: string): number => {
    const part = written[file];
    if (part === undefined) return 0;
    return gzipSync(part.type === 'chunk' ? part.code : part.source).length / 1000;
  };
  const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + kilobytes(file), 0);
  const needs = (file: string, known: Set<string> = new Set()): Set<string> => {
    const part = written[file];
    if (known.has(file) || part?.type !== 'chunk') return known;
    known.add(file);
    for (const style of part.viteMetadata?.importedCss ?? []) known.add(style);
    for (const needed of part.imports) needs(needed, known);
    return known;
  };
  const chunks = Object.entries(written).flatMap(([file, part]) =>
    part.type === 'chunk' ? [[file, part] as const] : [],
  );
  const entries = chunks.filter(([, { isEntry }]) => isEntry).map(([file]) => file);
  const first = entries.reduce((known, file) => needs(file, known), new Set<string>());
  const later = new Set(chunks.flatMap(([, { dynamicImports }]) => dynamicImports));
  const routes: Record<string, number> = {};
  for (const file of later) routes[file] = sum([...needs(file)].filter((each) => !first.has(each)));
  const languages = [...later].filter((file) => /\/(?:en|pt-BR)-/.test(file)).map((file) => kilobytes(file));
  return { entry: sum(first) + Math.max(0, ...languages), all: sum(Object.keys(written)), routes };
}

/** What is too large, one line each. */
export function excessOf({ entry, all, routes }: Sizes): readonly string[] {
  const over = (what: string, size: number, most: number): readonly string[] =>
    size > most ? [`${what}: ${size.toFixed(1)} kB, expected at most ${most} kB`] : [];
  return [
    ...over('the first page', entry, budgets.entry),
    ...over('all', all, budgets.all),
    ...Object.entries(routes).flatMap(([file, size]) => over(file, size, budgets.route)),
  ];
}
