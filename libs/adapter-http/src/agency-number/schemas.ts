import { z } from 'zod';
import { enumerated, named } from '../edge/marks.js';
import { about, legible, line, ownId, shown } from '../edge/schemas.js';

export const errorAnswer = z
  .object({
    error: shown.text('what is wrong, and where', 'baFinId: expected an insurer that is known'),
  })
  .meta(named('AgencyError', 'An error of agency numbers, with the status 200; the header `error-code` has its code'));

/** Every answer of this dialect has the status 200: it is either the result or an error. */
export const orError = <Answer extends z.ZodType>(answer: Answer, name: string) =>
  z.union([answer, errorAnswer]).meta(named(name, 'The result, or an error: errors have the status 200, too'));

const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .meta(about('when the token ends, YYYY-MM-DD hh:mm:ss in UTC', '2026-11-22 12:15:00'));

export const tokenBody = z
  .strictObject({
    hash: z
      .string()
      .min(1)
      .max(100)
      .meta({ ...ownId, ...about('the hash of the API user', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51') }),
    secret: z.string().min(1).max(200).meta(about('its secret', 'its secret')),
  })
  .meta(named('AgencyTokenInput', 'The credentials of an API user'));

const tokenAnswer = z
  .object({
    token: shown.text('what the header authorization carries after Bearer', 'eyJhbGciOiJIUzI1NiJ9'),
    expired: moment,
  })
  .meta(named('AgencyToken', 'A token, good for 15 minutes'));

const statusAnswer = z
  .object({ status: shown.text('what was done', 'Broker Api: agency number added succesfully.') })
  .meta(named('AgencyStatus', 'What was done'));

const insurer = {
  baFinId: legible(64).optional().meta(about("an insurer's registration number at BaFin", '5405')),
  insurerId: legible(64).optional().meta(about('the number by which partner systems know an insurer', '0102')),
  supervisingAuthorityId: legible(64)
    .optional()
    .meta(
      about('a register number at another supervising authority; may be that of a managing general agent', 'LI-0001'),
    ),
};

export const collectionType = z.enum(['broker_collection', 'insurer_collection', 'mga_collection']).meta(
  enumerated('CollectionType', 'Who collects the premium', {
    broker_collection: 'the broker',
    insurer_collection: 'the insurer',
    mga_collection: 'a managing general agent',
  }),
);

const agencyNumber = z
  .strictObject({
    agencyNumber: legible(100).meta(about('the number that the insurer gave', '4711-0815')),
    matchCode: line(200).optional().meta(about('what users read beside the number', 'Property, standard commission')),
    externalInsurerId: legible(200).optional().meta(about("the insurer in the sender's own system", 'crm-ins-12')),
    externalUniqueId: legible(200)
      .optional()
      .meta(about('this entry there; unique in the whole account, for ever', 'crm-20177')),
    defaultForTenders: z.boolean().describe('whether tenders begin with it'),
    defaultForCalculations: z.boolean().describe('whether calculations begin with it'),
    collectionType: collectionType.optional(),
    internalComment: z
      .string()
      .min(1)
      .max(2000)
      .optional()
      .meta(about('for operators only', 'agreed until the end of the year')),
    active: z.boolean().describe('an inactive number is never offered'),
  })
  .meta(named('AgencyNumber', 'A number to register'));

/** The most numbers in a set and sets in a call. Both are checked before anything is looked up. */
const mostAtOnce = 10_000;

export const registrationBody = z
  .strictObject({
    agencyNumberSets: z
      .array(
        z
          .strictObject({
            ...insurer,
            agencyNumbers: z.array(agencyNumber).min(1).max(mostAtOnce).describe('the numbers at this insurer'),
          })
          .meta(named('AgencyNumberSet', 'Numbers at one insurer, named by at least one of its numbers')),
      )
      .min(1)
      .max(mostAtOnce)
      .describe('a set for each insurer'),
  })
  .meta(named('AgencyNumberRegistration', 'Numbers to register, all or none of them'));

export const changeBody = z
  .strictObject({
    defaultForTenders: z.boolean().optional().describe('whether tenders begin with it'),
    defaultForCalculations: z.boolean().optional().describe('whether calculations begin with it'),
    active: z.boolean().optional().describe('whether it is offered'),
  })
  .meta({ minProperties: 1, ...named('AgencyNumberChange', 'What to change; at least one of them') });

const purpose = z.enum(['tenders', 'calculations']).meta(
  enumerated('AgencyNumberPurpose', 'What a number is chosen for', {
    tenders: 'a tender',
    calculations: 'a calculation',
  }),
);

export const offerQuery = z.strictObject({ ...insurer, purpose });

const offerAnswer = z
  .object({
    agencyNumbers: z
      .array(
        z
          .object({
            id: shown.id('the entry'),
            agencyNumber: shown.text('the number that the insurer gave', '4711-0815'),
            matchCode: shown.text('what users read beside it', 'Property, standard commission').nullable(),
            externalInsurerId: shown.text("the insurer in the sender's own system", 'crm-ins-12').nullable(),
            externalUniqueId: shown.text('this entry there', 'crm-20177').nullable(),
            collectionType: collectionType.nullable(),
            default: shown.flag('at most one of the list'),
          })
          .meta(named('OfferedAgencyNumber', 'A number that users may choose')),
      )
      .describe("a broker's own, then its account's"),
  })
  .meta(named('OfferedAgencyNumbers', 'What users choose from'));

export const answers = {
  token: orError(tokenAnswer, 'AgencyTokenAnswer'),
  status: orError(statusAnswer, 'AgencyStatusAnswer'),
  offer: orError(offerAnswer, 'OfferedAgencyNumbersAnswer'),
} as const;
