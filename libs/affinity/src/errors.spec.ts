import { readFileSync } from 'node:fs';
import { describe, it, expect } from '@jest/globals';
import { affinityError, affinityErrors, type AffinityErrorCode } from './errors.js';

describe('the error table of affinities', () => {
  it.each(Object.keys(affinityErrors) as AffinityErrorCode[])('has a sentence for %s', (code) => {
    expect(code).toMatch(/^[A-Z]+(-[A-Z]+)+$/);
    expect(affinityErrors[code]).toMatch(/^[A-Z].+\.$/);
    expect(affinityError(code, { id: 'x' })).toMatchObject({
      code,
      message: affinityErrors[code],
      properties: { id: 'x' },
    });
  });

  it('is the table of the README', () => {
    const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z-]+)` +\| (.+?) +\|$/gm)].map(([, code, sentence]) => [code, sentence]);
    expect(Object.fromEntries(rows)).toEqual(affinityErrors);
  });
});
