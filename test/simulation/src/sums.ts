import type { Affinity } from '@affinity-engine/affinity';
import { catalogue } from './setting.js';

/** Half to even, of a fraction of whole numbers. */
function halfEven(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const isUp = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return isUp ? whole + 1n : whole;
}

const dayMs = 86_400_000;

/** What is wrong with the amounts of an affinity, computed once more with whole numbers only. */
export function problemsOfSums({
  premium,
  paid,
  cancellation,
  lifetimeStart,
  lifetimeEnd,
}: Affinity): readonly string[] {
  const { net, fees, tax, total } = premium;
  const amounts = { net, fees, tax, total, paid, ...(cancellation === null ? {} : sumsOf(cancellation)) };
  const broken = Object.entries(amounts).filter(([, amount]) => !Number.isSafeInteger(amount) || amount < 0);
  if (broken.length > 0) return broken.map(([name, amount]) => `${name} is ${amount}`);
  const problems: string[] = [];
  const expect = (name: string, is: number, wanted: bigint): void => {
    if (BigInt(is) !== wanted) problems.push(`${name} is ${is}, not ${wanted}`);
  };
  const days = BigInt(Math.round((Date.parse(lifetimeEnd) - Date.parse(lifetimeStart)) / dayMs) + 1);
  const price = catalogue.products[0]?.plans[0]?.price ?? { net: 0, fees: 0, periodDays: 1 };
  expect('net', net, halfEven(BigInt(price.net) * days, BigInt(price.periodDays)));
  expect('total', total, BigInt(net) + BigInt(fees) + BigInt(tax));
  expect('paid', paid, BigInt(total));
  if (cancellation !== null) {
    expect('paid at the cancellation', cancellation.paid, BigInt(paid));
    const rest = BigInt(paid) - BigInt(cancellation.kept);
    expect('refund', cancellation.refund, rest > 0n ? rest : 0n);
    if (cancellation.taxRefund > cancellation.refund) problems.push('more tax is refunded than is refunded');
  }
  return problems;
}

const sumsOf = ({ kept, refund, taxRefund }: NonNullable<Affinity['cancellation']>) => ({ kept, refund, taxRefund });
