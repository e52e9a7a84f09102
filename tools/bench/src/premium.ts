import { decimal, instant } from '@affinity-engine/kernel';
import { offersOf } from '@affinity-engine/premium';
import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { median, progress, report, type Row } from './report.js';

const rounds = 7;
const executedText = '2022-11-13T12:00:00.000Z';
const executed = instant(executedText);
const charge = { net: 167_143, taxRate: decimal('0.0738') };
const methods = ['CREDIT-CARD', 'TICKET'] as const;

type Contender = { readonly name: string; readonly offer: () => unknown };

/** 22 installments with their due dates: those of the published sample, both payment methods. */
const ours = (interest: boolean) => (): unknown =>
  methods.map(() =>
    offersOf(
      charge,
      { cap: 11, minimum: 10_000, ...(interest ? { interest: { monthly: decimal('0.0199') } } : {}) },
      { executed },
    ),
  );

const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });
const cents = (value: Decimal): Decimal => value.toDecimalPlaces(2);

/** The same with decimal.js and luxon. The due dates are made once and shared, as in the other case. */
const theirs = (interest: boolean) => (): unknown =>
  methods.map(() => {
    const first = DateTime.fromISO(executedText, { zone: 'utc' }).startOf('day').plus({ days: 7 });
    const month = first.startOf('month');
    const dates = Array.from({ length: 11 }, (_, months) =>
      months === 0 ? first.toISO() : month.plus({ months }).set({ day: 1, hour: 12 }).toISO(),
    );
    const net = new Exact('1671.43');
    const commission = cents(net.times('0.2'));
    const single = cents(net.times('0.0738'));
    const most = Exact.min(11, net.plus(single).div(100).floor()).toNumber();
    return Array.from({ length: most }, (_, index) => {
      const count = index + 1;
      const lent = interest && count > 1 ? interestOf(net, count) : new Exact(0);
      const tax = lent.isZero() ? single : cents(net.plus(lent).times('0.0738'));
      const total = net.plus(lent).plus(tax);
      return {
        ...{ count, commission, net, interest: lent, tax, total },
        installmentValue: cents(total.div(count)),
        installmentInterest: cents(lent.div(count)),
        installmentTax: cents(tax.div(count)),
        dueDates: dates.slice(0, count),
      };
    });
  });

function interestOf(net: Decimal, count: number): Decimal {
  const monthly = new Exact('0.0199');
  const grown = monthly.plus(1).pow(count);
  return cents(net.times(monthly.times(grown).times(count).div(grown.minus(1)).minus(1)));
}

/** Full offers per second: 22 installments with due dates, compared with decimal.js and luxon. */
export async function benchPremium(): Promise<boolean> {
  return report('premium', [...rowsOf('22 installments', false), ...rowsOf('22 installments with interest', true)]);
}

function rowsOf(what: string, interest: boolean): readonly Row[] {
  const contenders: readonly Contender[] = [
    { name: 'ours', offer: ours(interest) },
    { name: 'decimal.js and luxon', offer: theirs(interest) },
  ];
  const speeds = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of contenders) {
      const speed = perSecond(contender.offer);
      if (round > 0) speeds.get(contender)?.push(speed);
    }
    progress(`${what}, round ${round} of ${rounds}`);
  }
  const [fast = 0, reference = 1] = contenders.map((contender) => median(speeds.get(contender) ?? []));
  const ratio = fast / reference;
  return [
    { figure: `${what}, offers`, value: fast, unit: '/s' },
    {
      figure: `${what}, with decimal.js and luxon`,
      value: reference,
      unit: '/s',
      reference: 'it',
      ratio,
      target: 'at least 10 ×',
      pass: ratio >= 10,
    },
  ];
}

/** How often an action runs in a second, measured for half a second. */
function perSecond(act: () => unknown): number {
  const began = performance.now();
  let [done, now] = [0, began];
  while (now - began < 500) {
    for (let each = 0; each < 20; each += 1) act();
    done += 20;
    now = performance.now();
  }
  return (done * 1000) / (now - began);
}
