import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { quotationProductErrors } from './errors.js';

it('the README has every error with its sentence, and no other', () => {
  const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
  const rows = [...readme.matchAll(/^\| `([A-Z-]+)` \| (.+) \|$/gm)].map(([, code, sentence]) => [code, sentence]);
  expect(Object.fromEntries(rows)).toEqual(quotationProductErrors);
});
