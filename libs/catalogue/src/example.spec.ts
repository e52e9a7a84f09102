import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { aCatalogue, aPlan, aProduct } from '@affinity-engine/catalogue/testing';

const annual = aPlan({ id: 'annual', lifetimeDays: 365 });
const catalogue = aCatalogue({ products: [aProduct({ plans: [annual] })] });
// example
import { addDays, plainDate } from '@affinity-engine/kernel';
import { checkLifetime, lastDayOf, planOf, productOf } from '@affinity-engine/catalogue';

const product = productOf(catalogue, 'bike'); // or PRODUCT-UNKNOWN
const { insurer } = product;
const plan = planOf(product, undefined); // the only one; of several, PLAN-REQUIRED names them
const start = plainDate('2026-11-22');
const end = lastDayOf(plan, start) ?? addDays(start, 364); // 2027-11-21: the plan fixes 365 days
checkLifetime(plan, start, end); // or LIFETIME-INVALID
// end

it('does what the README shows', () => {
  expect([insurer.name, plan.id, end]).toEqual(['Seguradora Exemplo S.A.', 'annual', '2027-11-21']);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
