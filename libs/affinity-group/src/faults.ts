import type { AffinityGroup } from './affinity-group.js';
import type { Fault } from './errors.js';
import { jurisdictions, phoneCountries } from './typelists.js';

/** What is known beside the group itself. */
export type Known = { readonly products: readonly string[]; readonly organization: boolean };

/** Everything wrong with a group; empty is good. */
export function groupFaults(group: AffinityGroup, known: Known): readonly Fault[] {
  const { startDate, endDate, primaryContactPhone: phone } = group;
  return [
    ...unless(group.organizationId === null || known.organization, 'organizationId', 'an organization there is'),
    ...listFaults('jurisdictions', group.jurisdictions, (code) => Object.hasOwn(jurisdictions, code), {
      expected: 'a state of the United States (NY) or of Brazil (BR_SP)',
    }),
    ...listFaults('products', group.products, (code) => known.products.includes(code), {
      expected: `one of ${known.products.join(', ')}`,
    }),
    ...unless(
      phone?.countryCode == null || Object.hasOwn(phoneCountries, phone.countryCode),
      'primaryContactPhone.countryCode',
      'a country of the typelist (US)',
    ),
    ...unless(startDate === null || endDate === null || startDate <= endDate, 'endDate', 'no day before startDate'),
  ];
}

const unless = (holds: boolean, path: string, expected: string): readonly Fault[] =>
  holds ? [] : [{ path, expected }];

/** Each code of a list is known, and there once. */
const listFaults = (
  name: string,
  codes: readonly string[],
  isKnown: (code: string) => boolean,
  { expected }: { readonly expected: string },
): readonly Fault[] =>
  codes.flatMap((code, at) => [
    ...unless(isKnown(code), `${name}[${at}]`, expected),
    ...unless(!isKnown(code) || codes.indexOf(code) === at, `${name}[${at}]`, 'each code once'),
  ]);
