import { ratio } from '@affinity-engine/kernel';
import { percentText } from './explanation.js';
import type { Line } from './explanation.js';
import { commissionOf, hundredthsOfAll, loadingOf, priceOf } from './price.js';
import type { Charge } from './price.js';

/** The lines of the explanation. */
export type PriceLineName =
  | 'rated-net'
  | 'loading-percent'
  | 'loading'
  | 'net'
  | 'interest'
  | 'tax-rate'
  | 'tax'
  | 'total'
  | 'commission-percent'
  | 'commission';

/** One line: an amount in minor units, or a text. */
export type PriceLine = Line<PriceLineName>;

const percentOf = (hundredths: number): string => percentText(ratio(hundredths, hundredthsOfAll));

/**
 * Explains the price of `priceOf` in lines a customer can check, in the order of the calculation.
 *
 * Rated net and loading add up to the net; net, interest and tax to the total. The commission, a part of the net,
 * comes last.
 *
 * @throws everything `priceOf` throws.
 */
export function explainPrice(charge: Charge): readonly PriceLine[] {
  const { net, interest, tax, total, commission } = priceOf(charge);
  return [
    { name: 'rated-net', amount: charge.net },
    { name: 'loading-percent', text: percentOf(loadingOf(charge)) },
    { name: 'loading', amount: net - charge.net },
    { name: 'net', amount: net },
    { name: 'interest', amount: interest },
    { name: 'tax-rate', text: percentText(charge.taxRate) },
    { name: 'tax', amount: tax },
    { name: 'total', amount: total },
    { name: 'commission-percent', text: percentOf(commissionOf(charge)) },
    { name: 'commission', amount: commission },
  ];
}
