import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { refund } from './refund.js';

it('gives back what its comment says', () => {
  expect(refund).toEqual({ name: 'refund', amount: 7222 });
  expect(readFileSync(`${import.meta.dirname}/refund.ts`, 'utf8')).toContain(`// { name: 'refund', amount: 7222 }`);
});
