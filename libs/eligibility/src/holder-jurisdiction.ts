/**
 * How groups write the state somebody lives in. Several states of Brazil share their two letters with states of the
 * United States, so Brazilian ones carry their country: SP is `BR_SP`, NY stays `NY`.
 */
export const holderJurisdiction = (country: string, state: string): string =>
  country === 'BR' ? `BR_${state}` : state;
