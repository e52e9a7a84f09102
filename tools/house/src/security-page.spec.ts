import { describe, expect, it } from '@jest/globals';
import { filesEnding, read } from './papers.js';

const rows = read('SECURITY.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| asset'));

const proofsOf = (row: string): readonly string[] =>
  [...(row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

describe('the page of security', () => {
  it('names a proof for each control', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => proofsOf(row).length === 0)).toEqual([]);
  });

  it('names only proofs that are there', () => {
    const specs = new Set(filesEnding('.spec.ts').map((file) => file.slice(file.lastIndexOf('/') + 1, -'.ts'.length)));
    const subjects = new Set(
      [...read('tools/prove/src/main.ts').matchAll(/^ {2}(\w+): \{/gm)].map(([, name = '']) => `prove ${name}`),
    );
    expect(subjects.size).toBeGreaterThan(5);
    const named = rows.flatMap(proofsOf);
    expect(named.filter((name) => !specs.has(name) && !subjects.has(name))).toEqual([]);
  });
});
