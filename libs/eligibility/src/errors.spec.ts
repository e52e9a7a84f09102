import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eligibilityErrors } from './errors.js';
import { reasonSentences } from './reasons.js';

const sentences: Readonly<Record<string, string>> = { ...eligibilityErrors, ...reasonSentences };

describe('the tables of eligibility', () => {
  it.each(Object.entries(sentences))('have a code and a sentence: %s', (code, sentence) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(sentence).toMatch(/^[A-Z].+\.$/);
  });

  it('are the tables of the README', () => {
    const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z-]+)` +\| (.+?) +\|$/gm)].map(([, code, sentence]) => [code, sentence]);
    expect(Object.fromEntries(rows)).toEqual(sentences);
  });
});
