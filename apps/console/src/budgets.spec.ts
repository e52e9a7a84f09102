import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { excessOf, sizesOf, type Written } from '../budgets.js';

const text = (kilobytes: number): string => randomBytes(kilobytes * 750).toString('base64');
const chunk = (kilobytes: number, imports: readonly string[] = [], dynamicImports: readonly string[] = []) =>
  ({ type: 'chunk', code: text(kilobytes), isEntry: false, imports, dynamicImports }) as const;

const written = (entry: number, route: number, language: number): Written => ({
  'assets/index.js': { ...chunk(entry, ['assets/shared.js'], ['assets/route.js', 'assets/en-1.js']), isEntry: true },
  'assets/shared.js': chunk(10),
  'assets/route.js': chunk(route, ['assets/shared.js', 'assets/part.js']),
  'assets/part.js': chunk(5),
  'assets/en-1.js': chunk(language),
});

it('the first page has what it imports and a language; a further screen counts what the first page has not', () => {
  const { entry, routes, all } = sizesOf(written(40, 20, 8));
  expect(Math.round(entry)).toBeCloseTo((40 + 10 + 8) * 0.76, -1);
  expect(routes['assets/route.js']).toBeCloseTo((20 + 5) * 0.76, -1);
  expect(all).toBeGreaterThan(entry);
});

it.each([
  ['the first page', written(200, 10, 5)],
  ['assets/route.js', written(40, 120, 5)],
  ['all', written(150, 300, 50)],
])('%s that is too large is named', (what, build) => {
  expect(excessOf(sizesOf(build)).join()).toContain(`${what}: `);
});

it('a build within its budgets has no excess', () => {
  expect(excessOf(sizesOf(written(40, 20, 8)))).toEqual([]);
});
