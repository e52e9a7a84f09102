import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
// example
import { addMonths, allocate, businessDay, decimal, instant, normalizedDocument, share } from '@affinity-engine/kernel';

const today = businessDay(instant('2022-11-14T02:00:00Z')); // 2022-11-13, still yesterday in São Paulo
const renewal = addMonths(today, 12); // 2023-11-13
const tax = share(167143, decimal('0.0738')); // 12335: 123.35 on 1671.43
const installments = allocate(167143 + tax, [1, 1, 1, 1]); // adds up to 1794.78 exactly
const document = normalizedDocument('529.982.247-25'); // 52998224725
// end

it('does what the README shows', () => {
  expect({ today, renewal, tax, installments, document }).toEqual({
    today: '2022-11-13',
    renewal: '2023-11-13',
    tax: 12335,
    installments: [44868, 44870, 44870, 44870],
    document: '52998224725',
  });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
