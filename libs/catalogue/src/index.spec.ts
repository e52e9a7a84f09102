import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as catalogue from './index.js';

describe('the catalogue library', () => {
  it('has these public names', () => {
    expect(Object.keys(catalogue).sort().join(' ')).toBe(
      'catalogueError catalogueErrors checkLifetime coverAfter dayOfCover daysCovered insurerOf isBrazilian languageOf languages lastDayOf lifetimeProblems planOf productOf',
    );
  });

  it.each(Object.entries(catalogue.catalogueErrors))('explains %s in its README', (code, sentence) => {
    expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(`| \`${code}\` | ${sentence} |`);
  });
});
