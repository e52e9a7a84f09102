import { z } from 'zod';
import { legible, line, ownId } from '../edge/schemas.js';

export const errorAnswer = z.object({ error: z.string() }).meta({ id: 'AgencyError' });

/** Every answer of this dialect has the status 200: it is either the result or an error. */
export const orError = <Answer extends z.ZodType>(answer: Answer) => z.union([answer, errorAnswer]);

const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .describe('YYYY-MM-DD hh:mm:ss in UTC');

export const tokenBody = z.strictObject({
  hash: z.string().min(1).max(100).meta(ownId),
  secret: z.string().min(1).max(200),
});

export const tokenAnswer = z
  .object({ token: z.string(), expired: moment.describe('when the token ends, YYYY-MM-DD hh:mm:ss in UTC') })
  .meta({ id: 'AgencyToken' });

export const statusAnswer = z.object({ status: z.string() }).meta({ id: 'AgencyStatus' });

const insurer = {
  baFinId: legible(64).optional().describe("an insurer's registration number at BaFin"),
  insurerId: legible(64).optional().describe('the number by which partner systems know an insurer'),
  supervisingAuthorityId: legible(64)
    .optional()
    .describe('a register number at another supervising authority; may be that of a managing general agent'),
};

const collectionType = z.enum(['broker_collection', 'insurer_collection', 'mga_collection']);

const agencyNumber = z
  .strictObject({
    agencyNumber: legible(100),
    matchCode: line(200).optional().describe('what users read beside the number'),
    externalInsurerId: legible(200).optional().describe("the insurer in the sender's own system"),
    externalUniqueId: legible(200).optional().describe('this entry there; unique in the whole account, for ever'),
    defaultForTenders: z.boolean(),
    defaultForCalculations: z.boolean(),
    collectionType: collectionType.optional(),
    internalComment: z.string().min(1).max(2000).optional().describe('for operators only'),
    active: z.boolean().describe('an inactive number is never offered'),
  })
  .meta({ id: 'AgencyNumber' });

/** The most numbers in a set and sets in a call. Both are checked before anything is looked up. */
const mostAtOnce = 10_000;

export const registrationBody = z.strictObject({
  agencyNumberSets: z
    .array(
      z
        .strictObject({ ...insurer, agencyNumbers: z.array(agencyNumber).min(1).max(mostAtOnce) })
        .meta({ id: 'AgencyNumberSet' }),
    )
    .min(1)
    .max(mostAtOnce),
});

export const changeBody = z
  .strictObject({
    defaultForTenders: z.boolean().optional(),
    defaultForCalculations: z.boolean().optional(),
    active: z.boolean().optional(),
  })
  .meta({ minProperties: 1 });

export const offerQuery = z.strictObject({ ...insurer, purpose: z.enum(['tenders', 'calculations']) });

export const offerAnswer = z
  .object({
    agencyNumbers: z.array(
      z
        .object({
          id: z.string(),
          agencyNumber: z.string(),
          matchCode: z.string().nullable(),
          externalInsurerId: z.string().nullable(),
          externalUniqueId: z.string().nullable(),
          collectionType: collectionType.nullable(),
          default: z.boolean().describe('at most one of the list'),
        })
        .meta({ id: 'OfferedAgencyNumber' }),
    ),
  })
  .meta({ id: 'OfferedAgencyNumbers' });
