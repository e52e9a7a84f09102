import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as adapter from './index.js';

describe('the catalogue adapter', () => {
  it('has these public names', () => {
    expect(Object.keys(adapter).sort()).toEqual([
      'brandProblems',
      'catalogueFileErrors',
      'demoCatalogueFolder',
      'editorSchemas',
      'loadCatalogue',
      'particularsChecker',
      'schemaChecks',
    ]);
  });

  it.each(Object.entries(adapter.catalogueFileErrors))('explains %s in its README', (code, sentence) => {
    expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(`| \`${code}\` | ${sentence} |`);
  });
});
