import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as adapter from './index.js';

describe('the documents adapter', () => {
  it('has these public names', () => {
    expect(Object.keys(adapter).sort()).toEqual([
      'documentErrors',
      'pdfDocuments',
      'pdfTypeface',
      'printProposal',
      'printableParticulars',
    ]);
  });

  it.each(Object.entries(adapter.documentErrors))('explains %s in its README', (code, sentence) => {
    expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(`| \`${code}\` | ${sentence} |`);
  });
});
