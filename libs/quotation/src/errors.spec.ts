import { readFileSync } from 'node:fs';
import { describe, it, expect } from '@jest/globals';
import { quotationErrors, quotationError, type QuotationErrorCode } from './errors.js';

describe('the error table of quotations', () => {
  it.each(Object.keys(quotationErrors) as QuotationErrorCode[])('has a sentence for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(quotationErrors[code]).toMatch(/^[A-Z].+\.$/);
    expect(quotationError(code, { id: 'x' })).toMatchObject({
      code,
      message: quotationErrors[code],
      properties: { id: 'x' },
    });
  });

  it('is the table of the README', () => {
    const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z-]+)` +\| (.+?) +\|$/gm)].map(([, code, sentence]) => [code, sentence]);
    expect(Object.fromEntries(rows)).toEqual(quotationErrors);
  });
});
