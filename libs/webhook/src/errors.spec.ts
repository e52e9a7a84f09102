import { describe, it, expect } from '@jest/globals';
import { webhookError, webhookErrors, type WebhookErrorCode } from './errors.js';

describe('the error table of webhooks', () => {
  it.each(Object.keys(webhookErrors) as WebhookErrorCode[])('has a sentence for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(webhookErrors[code]).toMatch(/^[A-Z].+\.$/);
    expect(webhookError(code, { id: 'x' })).toMatchObject({
      code,
      message: webhookErrors[code],
      properties: { id: 'x' },
    });
  });
});
