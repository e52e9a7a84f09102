import type {
  AgencyNumber,
  AgencyNumberSet,
  FieldChange,
  PreviewedNumber,
  RegistrationProblem,
  WrittenAgencyNumber,
} from '@affinity-engine/agency-number';
import type { Problem } from '@affinity-engine/kernel';
import type { z } from 'zod';
import { expectedOf } from '../agency-number/errors.js';
import { collectionTypeOf, collectionTypes } from '../agency-number/wire.js';
import { fromWire, toWire } from '../edge/names.js';
import { keptNumber, type registrationBody } from './agency-number-schemas.js';

const fieldsWire = toWire(keptNumber);

/** A number as it is kept, or as it was just written. */
export function numberWire(number: AgencyNumber | WrittenAgencyNumber): object {
  const [tenders, calculations] =
    'flags' in number
      ? [number.flags.tenders !== null, number.flags.calculations !== null]
      : [number.defaultFor.tenders, number.defaultFor.calculations];
  return fieldsWire({
    ...number,
    ...number.owner,
    agencyNumber: number.number,
    collectionType: collectionTypeWire(number.collectionType),
    ...{ defaultForTenders: tenders, defaultForCalculations: calculations },
  });
}

const collectionTypeWire = (type: AgencyNumber['collectionType']) => (type === null ? null : collectionTypes[type]);

/** Each number in a set of its own: an operator names the insurer of each. */
export const setsOf = ({ numbers }: z.output<typeof registrationBody>): readonly AgencyNumberSet[] =>
  numbers.map((sent) => ({
    insurer: fromWire(sent.insurer),
    numbers: [
      {
        number: sent.agency_number,
        matchCode: sent.match_code ?? null,
        externalInsurerId: sent.external_insurer_id ?? null,
        externalUniqueId: sent.external_unique_id ?? null,
        collectionType: sent.collection_type === undefined ? null : collectionTypeOf[sent.collection_type],
        internalComment: sent.internal_comment ?? null,
        active: sent.active,
        defaultFor: { tenders: sent.default_for_tenders, calculations: sent.default_for_calculations },
      },
    ],
  }));

/** What is wrong with a number, by the path of its field within the number. */
export function faultOf(problem: RegistrationProblem): Problem {
  switch (problem.code) {
    case 'INSURER-REQUIRED':
      return { path: 'insurer', expected: 'id, ba_fin_id, insurer_id or supervising_authority_id' };
    case 'INSURER-AMBIGUOUS':
      return { path: 'insurer', expected: expectedOf.oneInsurer };
    case 'INSURER-UNKNOWN':
      return { path: `insurer.${snakeCase(problem.key)}`, expected: expectedOf.anInsurer };
    case 'EXTERNAL-ID-USED':
      return { path: 'external_unique_id', expected: expectedOf.unused };
  }
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The same within the list of numbers. */
export const faultInList = (problem: RegistrationProblem): Problem => {
  const { path, expected } = faultOf(problem);
  return { path: `numbers[${problem.set}].${path}`, expected };
};

const purposeFields = { tenders: 'default_for_tenders', calculations: 'default_for_calculations' } as const;

const changeWire = ({ field, from, to }: FieldChange) => ({
  field: field in purposeFields ? purposeFields[field as keyof typeof purposeFields] : snakeCase(field),
  ...(field === 'collectionType' ? { from: typeWire(from), to: typeWire(to) } : { from, to }),
});
const typeWire = (type: FieldChange['from']) => collectionTypeWire(type as AgencyNumber['collectionType']);

export const previewWire = ({ outcome, id, changes, becomesDefaultFor, problems }: PreviewedNumber) => ({
  ...{ outcome, id, changes: changes.map(changeWire), becomes_default_for: becomesDefaultFor },
  faults: problems.map(faultOf),
});
