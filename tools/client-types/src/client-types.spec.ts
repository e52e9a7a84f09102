import { describe, expect, it } from '@jest/globals';
import { committedFile, generatedFiles, presentDocument } from './client-types.js';

describe('the types of the client', () => {
  it('are those of the present document: npm run client:types makes them', async () => {
    const made = await generatedFiles(await presentDocument());
    const differing = Object.entries(made).filter(([name, text]) => committedFile(name) !== text);
    expect(differing.map(([name, text]) => `${name}: ${firstDifference(committedFile(name), text)}`)).toEqual([]);
  });
});

/** The first line that differs, since the files are long. */
function firstDifference(committed: string, made: string): string {
  const [before, now] = [committed.split('\n'), made.split('\n')];
  const at = now.findIndex((line, index) => line !== before[index]);
  return `line ${at + 1} is "${before[at] ?? ''}", would be "${now[at] ?? ''}"`;
}
