import { describe, expect, it } from '@jest/globals';
import { filesEnding, read } from './papers.js';

/** What the source calls the examples of the table in CONTRIBUTING. */
const inSource: Readonly<Record<string, RegExp>> = {
  'GET /ops/v1/insurers': /listInsurers|ops\/v1\/insurers|insurerRoutes|list-insurers/,
  CALLS_PER_SECOND: /CALLS_PER_SECOND|callsPerSecond/,
  external_reference: /external[_-]?reference(?!-too-long)/i,
  'EXTERNAL-REFERENCE-TOO-LONG': /EXTERNAL-REFERENCE-TOO-LONG/,
};

const [, section = ''] = read('CONTRIBUTING.md').split('\n## What a change touches\n');
const rows = [...section.matchAll(/^\| an? [^|]+ \| (\d+) \| `([^`]+)`: ([^|]+) \|$/gm)].map(
  ([, most = '', example = '', files = '']) => ({
    example,
    most: Number(most),
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
);
const listed = new Set(rows.flatMap(({ files }) => files));

describe('the table of files that a change touches', () => {
  it('has a row for each of these changes', () => {
    expect(rows.map(({ example, most }) => [example, most])).toEqual([
      ['GET /ops/v1/insurers', 12],
      ['CALLS_PER_SECOND', 4],
      ['external_reference', 12],
      ['EXTERNAL-REFERENCE-TOO-LONG', 5],
    ]);
  });

  it.each(rows)('lists no more files than it allows for $example', ({ files, most }) => {
    expect(new Set(files).size).toBe(files.length);
    expect(files.length).toBeLessThanOrEqual(most);
  });

  it.each(rows)('lists every file that has a part in $example', ({ example, files }) => {
    const name = inSource[example] ?? /$^/;
    // What programs outside do with it, and what is generated, is no part of a change by hand.
    const all = filesEnding('.ts', '.md').filter(
      (file) =>
        !/^(?:CONTRIBUTING\.md|tools\/house\/|examples\/|libs\/client\/src\/generated\/)|\.d\.ts$/.test(file) &&
        name.test(read(file)),
    );
    // A file may have a part in two examples: an error of a field is tested beside the field's rule.
    expect(all.filter((file) => !listed.has(file))).toEqual([]);
    expect(files.filter((file) => !all.includes(file))).toEqual([]);
  });
});
