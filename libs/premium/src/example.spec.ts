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

// example
import { decimal, instant } from '@affinity-engine/kernel';
import { explainInstallments, explainSchedule, offersOf, priceOf, scheduleOf } from '@affinity-engine/premium';

const charge = { net: 167143, taxRate: decimal('0.0738'), loading: '0', commission: '20' };
const price = priceOf(charge); // { net: 167143, interest: 0, tax: 12335, total: 179478, commission: 33429 }

const ticket = { cap: 11, minimum: 10000, interest: { monthly: decimal('0.0199'), freeUpTo: 6 } };
const offers = offersOf(charge, ticket, { executed: instant('2022-11-13T15:04:47Z'), dueDay: 5 });
const inFour = offers[3]!; // { …, installmentValue: 44870, installmentTax: 3084, dueDates: ['2022-11-20T00:…', …] }
const bills = scheduleOf(inFour); // values 44868, 44870, 44870, 44870, due 2022-11-20, 2022-12-05, …

const inSeven = explainInstallments(charge, ticket, 7); // … { name: 'interest-share', text: '8.116797… %' }, …
const asBilled = explainSchedule(inFour); // … { name: 'value-difference', amount: -2 }, …
// end

it('does what the README shows', () => {
  expect(refund).toEqual({ rule: 'short-rate', paid: 185478, kept: 77791, refund: 107687, taxRefund: 7401 });
  expect(lines).toContainEqual({ name: 'share-kept', text: '40 %' });
  expect(lines).toContainEqual({ name: 'premium-kept', amount: 66857 });
});

it('does what the README shows of quotations', () => {
  expect(price).toEqual({ net: 167143, interest: 0, tax: 12335, total: 179478, commission: 33429 });
  expect(inFour).toMatchObject({ installmentValue: 44870, installmentTax: 3084 });
  expect(inFour.dueDates.slice(0, 2)).toEqual(['2022-11-20T00:00:00.000Z', '2022-12-05T12:00:00.000Z']);
  expect(bills.map(({ value }) => value)).toEqual([44868, 44870, 44870, 44870]);
  expect(inSeven).toContainEqual({ name: 'interest-share', text: '8.116797… %' });
  expect(asBilled).toContainEqual({ name: 'value-difference', amount: -2 });
});

it('is what the README shows', () => {
  const parts = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  const shown = parts.filter((_, at) => at % 2 === 1);
  expect(shown).toHaveLength(2);
  for (const each of shown) expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(each);
});
