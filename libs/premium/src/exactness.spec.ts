import { describe, it } from '@jest/globals';
import { instant, proportion, ratio } from '@affinity-engine/kernel';
import type { Rounding } from '@affinity-engine/kernel';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { offersOf } from './offers.js';
import { priceOf } from './price.js';

declare const propertyRuns: number;

/**
 * The same amounts by arbitrary precision. A quotient is cut after far more digits than a tie can have, so that
 * cutting neither makes nor hides a tie.
 */
const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_DOWN });

const modes: readonly (readonly [Rounding, Decimal.Rounding])[] = [
  ['half-even', Decimal.ROUND_HALF_EVEN],
  ['half-up', Decimal.ROUND_HALF_UP],
  ['half-down', Decimal.ROUND_HALF_DOWN],
  ['up', Decimal.ROUND_UP],
  ['down', Decimal.ROUND_DOWN],
  ['ceiling', Decimal.ROUND_CEIL],
  ['floor', Decimal.ROUND_FLOOR],
];

const unitsOf = (value: Decimal, mode: Decimal.Rounding): number => value.toDecimalPlaces(0, mode).toNumber() + 0;

function expectSame(found: number, expected: number, of: unknown): void {
  if (!Object.is(found, expected)) throw new Error(`${found} instead of ${expected}: ${JSON.stringify(of)}`);
}

/** Small divisors make ties, large ones need big integers. */
const amounts = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.maxSafeInteger());
const parts = fc.oneof(
  fc.integer({ min: -40, max: 40 }),
  fc.integer({ min: -10_000, max: 10_000 }),
  fc.maxSafeInteger(),
);
const wholes = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.nat(Number.MAX_SAFE_INTEGER - 1).map((less) => less + 1),
);

describe.each(modes)('rounding %s', (rounding, mode) => {
  it('is that of arbitrary precision, for any amount, part and whole', () => {
    fc.assert(
      fc.property(amounts, parts, wholes, (amount, part, whole) => {
        const expected = unitsOf(new Exact(amount).times(part).div(whole), mode);
        if (Math.abs(expected) > Number.MAX_SAFE_INTEGER) return;
        expectSame(proportion(amount, part, whole, rounding), expected, { amount, part, whole });
      }),
      { numRuns: propertyRuns },
    );
  });
});

describe('prices and offers', () => {
  it('are those of arbitrary precision, with loading, interest and tax, however rounded', () => {
    const executed = instant('2022-11-13T12:00:00Z');
    const rates = fc.integer({ min: 0, max: 2500 });
    const inputs = fc.record({
      rated: fc.nat(99_999_999),
      loading: fc.oneof(fc.constant(0), fc.nat(50_000)),
      commission: fc.integer({ min: 100, max: 3000 }),
      taxRate: rates,
      monthly: fc.integer({ min: 1, max: 1500 }),
      count: fc.integer({ min: 1, max: 12 }),
      taxed: fc.boolean(),
      rounded: fc.constantFrom(...modes),
    });
    const percent = (hundredths: number): string => new Exact(hundredths).div(100).toFixed();
    fc.assert(
      fc.property(inputs, (input) => {
        const { rated, loading, commission, taxRate, monthly, count, taxed } = input;
        const [rounding, mode] = input.rounded;
        const round = (value: Decimal): number => unitsOf(value, mode);
        const share = (of: number, hundredths: number): number => round(new Exact(of).times(hundredths).div(10_000));

        const net = share(rated, 10_000 + loading);
        const grown = new Exact(10_000 + monthly).div(10_000).pow(count);
        const lent = new Exact(net).times(grown.times(monthly).times(count).div(10_000).minus(grown.minus(1)));
        const interest = count === 1 ? 0 : round(lent.div(grown.minus(1)));
        const tax = share(net + (taxed ? interest : 0), taxRate);
        const total = net + interest + tax;

        const charge = {
          net: rated,
          taxRate: ratio(taxRate, 10_000),
          loading: percent(loading),
          commission: percent(commission),
          rounding,
        };
        const terms = { cap: count, minimum: 0, interest: { monthly: ratio(monthly, 10_000), taxed } };
        const price = priceOf(charge);
        const offer = offersOf(charge, terms, { executed }).at(-1)!;
        expectSame(price.net, net, input);
        expectSame(price.tax, share(net, taxRate), input);
        expectSame(price.commission, share(net, commission), input);
        expectSame(offer.interest, interest, input);
        expectSame(offer.tax, tax, input);
        expectSame(offer.total, total, input);
        expectSame(offer.installmentValue, round(new Exact(total).div(count)), input);
        expectSame(offer.installmentInterest, round(new Exact(interest).div(count)), input);
        expectSame(offer.installmentTax, round(new Exact(tax).div(count)), input);
      }),
      { numRuns: propertyRuns },
    );
  });
});
