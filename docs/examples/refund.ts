import { plainDate } from '@affinity-engine/kernel';
import { explainRefund, premiumOf, taxRate } from '@affinity-engine/premium';

const taxes = [{ jurisdiction: 'BR', line: 'life', from: plainDate('2008-01-03'), rate: '0.0038' }];
const contracted = plainDate('2026-01-15');
const rate = taxRate(taxes, { jurisdiction: 'BR', line: 'life', on: contracted });

// 119.90 for 365 days and 5.00 of fees; all amounts are whole cents
const { net, fees, tax, total } = premiumOf(
  { net: 11990, fees: 500, periodDays: 365 },
  { termDays: 365, taxRate: rate },
);

const lines = explainRefund({
  paid: total,
  premium: net,
  fees,
  tax,
  lifetimeStart: plainDate('2026-02-01'),
  lifetimeEnd: plainDate('2027-01-31'),
  issuedOn: contracted,
  on: plainDate('2026-05-02'),
  reason: 'requested-by-holder',
});
export const refund = lines.find(({ name }) => name === 'refund'); // { name: 'refund', amount: 7222 }
