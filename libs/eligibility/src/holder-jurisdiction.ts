import { checkText } from '@affinity-engine/kernel';

/**
 * How groups write the state somebody lives in. Several states of Brazil share their two letters with states of the
 * United States, so Brazilian ones carry their country: SP is `BR_SP`, NY stays `NY`.
 *
 * @throws OPTION-INVALID for what is no text.
 */
export function holderJurisdiction(country: string, state: string): string {
  checkText('country', country);
  checkText('state', state);
  return country === 'BR' ? `BR_${state}` : state;
}
