import { describe, expect, it } from '@jest/globals';
import { filesEnding, papers, read } from './papers.js';
import { exportsOf, sharedNames } from './exported-names.js';
import { retiredNames, retiredWords, wordsOf, type Retired } from './words.js';

/** Entry points whose names are not yet compared: affinity and catalogue both have test data of a plan and a product. */
const entriesNotYet: readonly string[] = ['testing/index.ts'];

/** The table of words itself names every retired word; what is generated has sentences that callers know. */
const isLeftOut = (file: string): boolean =>
  file === 'tools/house/src/words.ts' || file === 'tools/house/src/words.spec.ts' || file.includes('/src/generated/');

const found = (text: string, retired: readonly Retired[]): readonly string[] =>
  retired.flatMap(([pattern, say]) => {
    const [match] = pattern.exec(text) ?? [];
    return match === undefined ? [] : [`"${match}": ${say}`];
  });

/** A document without its code, and without the sentences of errors, which callers know. */
const proseOf = (paper: string): string =>
  read(paper)
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/^\| `[A-Z-]+` \|.*$/gm, '');

const foundIn = (file: string, text: string): readonly string[] => {
  const { sentences, identifiers } = wordsOf(file, text);
  return [
    ...sentences.flatMap((sentence) => found(sentence, retiredWords)),
    ...identifiers.flatMap((name) => found(name, retiredNames)),
  ].map((problem) => `${file} ${problem}`);
};

describe('a retired word', () => {
  it('is in no document', () => {
    const covered = papers();
    expect(covered.length).toBeGreaterThan(20);
    expect(
      covered.flatMap((paper) => found(proseOf(paper), retiredWords).map((problem) => `${paper} ${problem}`)),
    ).toEqual([]);
  });

  it('is in no comment, no name and no test', () => {
    const covered = filesEnding('.ts').filter((file) => !isLeftOut(file) && !file.endsWith('.d.ts'));
    expect(covered.length).toBeGreaterThan(300);
    expect(covered.flatMap((file) => foundIn(file, read(file)))).toEqual([]);
  });

  it.each([
    ['/** Half-even unless told otherwise. */', ['"unless told otherwise": say "by default"']],
    ['// for a rounding there is none of', ['"there is none of": say "unknown"']],
    ['/** The code is at fault. */', ['"at fault": say "has a problem"']],
    ["it.each([1])('is refused, whatever it is', () => other('whoever'));", ['"whatever": say "any", or name it']],
    ["const placedAt = 'unless told otherwise'; // a text is not read", ['"placedAt": say "resolveInsurers"']],
    ['type ItemFault = { readonly at: string };', ['"ItemFault": say "problem" (checking) or "error" (acting)']],
    ['const text = `there is none of ${1}`; const other = /whatever/;', []],
    ['const by = { default: 1, isDefault: true }; // the default', []],
  ])('bites: %s', (text, problems) => {
    expect(foundIn('planted.ts', text)).toEqual(problems.map((problem) => `planted.ts ${problem}`));
  });
});

describe('an exported name', () => {
  it.each(['index.ts', 'testing/index.ts'].filter((entry) => !entriesNotYet.includes(entry)))(
    'means one thing in all libraries (%s)',
    (entry) => {
      const entries = filesEnding(`src/${entry}`).filter((file) => /^libs\/[^/]+\/src\//.test(file));
      const own = entries.filter((file) => file.split('/src/')[1] === entry);
      expect(own.length).toBeGreaterThan(10);
      expect(sharedNames(own.map((file) => [file, exportsOf(file, read)]))).toEqual([]);
    },
  );

  it('bites: two libraries with a name of their own, and not one that both pass on', () => {
    const files: Readonly<Record<string, string>> = {
      'libs/a/src/index.ts': "export { share, type Money } from './money.js'; export type { Clock } from '@x/kernel';",
      'libs/b/src/index.ts': "export * from './b.js'; export type { Clock } from '@x/kernel';",
      'libs/b/src/b.ts': 'export const share = 1; const hidden = 2; export type Own = number;',
    };
    const names = ['libs/a/src/index.ts', 'libs/b/src/index.ts'];
    expect(sharedNames(names.map((file) => [file, exportsOf(file, (path) => files[path] ?? '')]))).toEqual([
      'share: libs/a/src/money.ts, libs/b/src/b.ts',
    ]);
  });
});
