import type { Reason, ReasonCode } from '@affinity-engine/eligibility';
import type { Problem } from '@affinity-engine/kernel';

/** What a dialect calls the fields that a sale is refused for. */
export type SaleFields = Readonly<Record<'producerCode' | 'firstDay' | 'product' | 'state', string>>;

type Expectation = readonly [field: keyof SaleFields, expected: (group: string) => string];

const expectations: Readonly<Record<ReasonCode, Expectation>> = {
  'PRODUCER-CODE-REQUIRED': ['producerCode', () => 'a producer code, or a default one of the partner'],
  'PRODUCER-CODE-UNKNOWN': ['producerCode', () => 'a producer code there is'],
  'PRODUCER-CODE-INACTIVE': ['producerCode', () => 'an active producer code'],
  'PRODUCER-CODE-NOT-IN-GROUP': ['producerCode', (group) => `one associated with the closed group ${group}`],
  'GROUP-NOT-STARTED': ['firstDay', (group) => `no day before the first day of group ${group}`],
  'GROUP-ENDED': ['firstDay', (group) => `no day after the last day of group ${group}`],
  'PRODUCT-NOT-IN-GROUP': ['product', (group) => `a product of group ${group}`],
  'JURISDICTION-NOT-IN-GROUP': ['state', (group) => `a jurisdiction of group ${group}`],
};

/** The field that each reason against a sale is about, what was expected there, and the code of the reason. */
export const saleProblems = (reasons: readonly Reason[], fields: SaleFields): readonly Problem[] =>
  reasons.map(({ code, groupId }) => {
    const [field, expected] = expectations[code];
    return { path: fields[field], expected: `${expected(groupId ?? '')} (${code})` };
  });
