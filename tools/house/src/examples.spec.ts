import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exampleText, fencesOf, filesEnding, papers, partsOf, projectRoot } from './papers.js';

const fences = papers().flatMap(fencesOf);
const shown = fences.filter(({ example }) => example !== null);

/** What a guide shows: every file of the folder; of a test only the marked parts. */
const isExample = (file: string): boolean =>
  file.startsWith('docs/examples/') && (!file.endsWith('.spec.ts') || partsOf(file).length > 0);

describe('examples in documents', () => {
  it('are copies of the tested files', () => {
    const other = shown.filter(({ example, part, code }) => {
      const file = example ?? '';
      return !existsSync(join(projectRoot, file)) || exampleText(file, part) !== code;
    });
    expect(shown.length).toBeGreaterThan(5);
    expect(other.map(({ paper, example, part }) => `${paper}: ${example} ${part ?? ''}`)).toEqual([]);
  });

  it('are the only code and commands in a guide', () => {
    const loose = fences.filter(({ paper, language, example }) => {
      return paper.startsWith('docs/') && ['ts', 'js', 'sh', 'bash'].includes(language) && example === null;
    });
    expect(loose.map(({ paper, code }) => `${paper}: ${code.slice(0, 40)}`)).toEqual([]);
  });

  it('are shown completely, every file and every part', () => {
    const files = filesEnding('.ts', '.sh', '.json').filter(isExample);
    const wanted = files.flatMap((file) => {
      const parts = partsOf(file);
      return parts.length === 0
        ? [`${file} null`]
        : parts.filter((part) => part !== 'end').map((part) => `${file} ${part}`);
    });
    const given = new Set(shown.map(({ example, part }) => `${example} ${part}`));
    expect(wanted.filter((each) => !given.has(each))).toEqual([]);
  });
});
