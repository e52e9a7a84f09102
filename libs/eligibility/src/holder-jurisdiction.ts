import { checkText } from '@affinity-engine/kernel';

/**
 * A holder's state as groups write it. Several states of Brazil have the same two letters as states of the United
 * States, so Brazilian ones carry their country: SP is `BR_SP`, NY stays `NY`.
 *
 * @throws OPTION-INVALID for a value that is not a text.
 */
export function holderJurisdiction(country: string, state: string): string {
  checkText('country', country);
  checkText('state', state);
  return country === 'BR' ? `BR_${state}` : state;
}
