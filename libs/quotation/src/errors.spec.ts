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
});
