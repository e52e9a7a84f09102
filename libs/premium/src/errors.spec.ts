import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, expect } from '@jest/globals';
import { premiumErrors } from './errors.js';

const sources = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== 'errors.ts')
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
  .join('\n');

describe('the error table of the premium', () => {
  it.each(Object.entries(premiumErrors))('has a sentence for %s, which something is refused with', (code, sentence) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(sentence).toMatch(/^[A-Z].+\.$/);
    expect(sources).toContain(`'${code}'`);
  });
});
