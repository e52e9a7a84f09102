import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
// example
import { plainDate } from '@affinity-engine/kernel';
import { explainRefund, premiumOf, refundOf, taxRate } from '@affinity-engine/premium';

const today = plainDate('2022-04-01');
const taxes = [{ jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' }];
const rate = taxRate(taxes, { jurisdiction: 'BR', line: 'general', on: today });
const { net, fees, tax, total } = premiumOf(
  { net: 167143, fees: 6000, periodDays: 365 },
  { termDays: 365, taxRate: rate },
);

const lifetime = { lifetimeStart: plainDate('2022-01-01'), lifetimeEnd: plainDate('2022-12-31') };
const canceled = { ...lifetime, issuedOn: plainDate('2021-12-01'), on: today, reason: 'requested-by-holder' } as const;
const refund = refundOf({ paid: total, premium: net, fees, tax, ...canceled });
// { rule: 'short-rate', paid: 185478, kept: 77791, refund: 107687, taxRefund: 7401 }
const lines = explainRefund({ paid: total, premium: net, fees, tax, ...canceled });
// … { name: 'share-kept', text: '40 %' }, { name: 'premium-kept', amount: 66857 }, …
// end

it('does what the README shows', () => {
  expect(refund).toEqual({ rule: 'short-rate', paid: 185478, kept: 77791, refund: 107687, taxRefund: 7401 });
  expect(lines).toContainEqual({ name: 'share-kept', text: '40 %' });
  expect(lines).toContainEqual({ name: 'premium-kept', amount: 66857 });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
