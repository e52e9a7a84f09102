import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { productOf } from '@affinity-engine/catalogue';
import { plainDate } from '@affinity-engine/kernel';
import { demoCatalogueFolder, loadCatalogue, particularsChecker } from '@affinity-engine/adapter-catalogue';

const catalogue = await loadCatalogue(demoCatalogueFolder); // or CATALOGUE-INVALID, which lists every problem
const check = particularsChecker();

const bike = { brand_name: 'Caloi', model_name: 'Elite', frame_number: 'X-12345', value: 3500.5 };
const { problems } = check(productOf(catalogue, 'bike'), 'item', bike, plainDate('2026-11-29'));
// [{ path: 'item.value', expected: 'a whole number from 1 to 10000000' }]
// end

it('does what the README shows', () => {
  expect(problems).toEqual([{ path: 'item.value', expected: 'a whole number from 1 to 10000000' }]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
