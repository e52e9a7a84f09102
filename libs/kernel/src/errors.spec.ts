import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, expect } from '@jest/globals';
import { excerpt, kernelErrors, optionErrors, kernelError } from './errors.js';

const sentences = { ...kernelErrors, ...optionErrors };
const codes = Object.keys(sentences) as (keyof typeof sentences)[];

const sources = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== 'errors.ts')
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
  .join('\n');

describe('the error table of the kernel', () => {
  it.each(codes)('has a sentence for %s, which something is refused with', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(sentences[code]).toMatch(/^[A-Z].+\.$/);
    expect(sources).toContain(code);
  });

  it('is what a refusal speaks with', () => {
    expect(kernelError('ZONE-UNKNOWN', { zone: 'Mars/Olympus' })).toMatchObject({
      code: 'ZONE-UNKNOWN',
      message: kernelErrors['ZONE-UNKNOWN'],
      properties: { zone: 'Mars/Olympus' },
    });
  });

  it('repeats at most forty characters of the input', () => {
    expect(excerpt('9'.repeat(5000))).toHaveLength(40);
    expect(excerpt(undefined)).toBe('undefined');
  });
});
