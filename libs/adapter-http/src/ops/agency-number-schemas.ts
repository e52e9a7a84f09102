import { z } from 'zod';
import { collectionType } from '../agency-number/schemas.js';
import { enumerated, named } from '../edge/marks.js';
import { pageQuery } from '../edge/paged.js';
import { about, catalogueId, identifier, legible, line, shown } from '../edge/schemas.js';

const matchCode = line(200).meta(about('what users read beside the number', 'Property, standard commission'));

export const keptNumber = z
  .object({
    id: shown.id('the entry'),
    account_id: shown.id('the account it belongs to'),
    broker_id: shown.id('the broker it belongs to; null: to the account itself').nullable(),
    insurer_id: shown.text('the insurer in the catalogue', 'ins-5405'),
    agency_number: shown.text('the number that the insurer gave', '4711-0815'),
    match_code: shown.text('what users read beside it', 'Property, standard commission').nullable(),
    external_insurer_id: shown.text("the insurer in the sender's own system", 'crm-ins-12').nullable(),
    external_unique_id: shown.text('this entry there', 'crm-20177').nullable(),
    collection_type: collectionType.nullable(),
    internal_comment: shown.text('for operators only', 'agreed until the end of the year').nullable(),
    default_for_tenders: shown.flag('whether it carries the flag'),
    default_for_calculations: shown.flag('whether it carries the flag'),
    active: shown.flag('whether it is offered'),
    created_at: shown.moment('when it was made'),
    changed_at: shown.moment('when it was changed last'),
  })
  .meta(named('KeptAgencyNumber', 'An agency number as it is kept'));

export const numbersQuery = pageQuery.extend({
  account_id: identifier.optional().describe('only those of this account'),
  broker_id: identifier.optional().describe('only those of this broker'),
  insurer_id: catalogueId.optional().meta(about("the insurer's id in the catalogue", 'ins-5405')),
  agency_number: legible(100).optional().meta(about('only entries of this number, the whole of it', '4711-0815')),
  active: z.boolean().optional().describe('only those that are offered, or that are not'),
});

const insurer = z
  .strictObject({
    id: catalogueId.optional().meta(about('its id in the catalogue', 'ins-5405')),
    ba_fin_id: legible(64).optional().meta(about('its number at BaFin', '5405')),
    insurer_id: legible(64).optional().meta(about('by which partner systems know it', '0102')),
    supervising_authority_id: legible(64).optional().meta(about('its number at another authority', 'LI-0001')),
  })
  .meta(named('NumberInsurer', 'An insurer by at least one of its numbers, as the list of insurers has them'));

const newNumber = z
  .strictObject({
    insurer,
    agency_number: legible(100).meta(about('the number that the insurer gave', '4711-0815')),
    match_code: matchCode.optional(),
    external_insurer_id: legible(200).optional().meta(about("the insurer in the sender's own system", 'crm-ins-12')),
    external_unique_id: legible(200)
      .optional()
      .meta(about('this entry there; unique in the whole account, for ever', 'crm-20177')),
    collection_type: collectionType.optional(),
    internal_comment: z
      .string()
      .min(1)
      .max(2000)
      .optional()
      .meta(about('for operators only', 'agreed until the end of the year')),
    default_for_tenders: z.boolean().describe('whether tenders begin with it'),
    default_for_calculations: z.boolean().describe('whether calculations begin with it'),
    active: z.boolean().describe('an inactive number is never offered'),
  })
  .meta(named('AgencyNumberInput', 'A number to register'));

/** As many as a registration of a partner may have. */
const mostNumbers = 10_000;

export const registrationBody = z
  .strictObject({
    account_id: identifier.describe('the account they belong to'),
    broker_id: identifier.optional().describe('the broker they belong to; left out: the account itself'),
    dry_run: z.boolean().optional().describe('whether it is only said what would be done; false by default'),
    numbers: z.array(newNumber).min(1).max(mostNumbers).describe('all are registered, or none'),
  })
  .meta(named('AgencyNumbersInput', 'Numbers of one account or broker to register'));

export const numberPath = z.strictObject({ agency_number_id: identifier.describe('the entry, as the list has it') });

export const numberChange = z
  .strictObject({
    active: z.boolean().optional().describe('whether it is offered'),
    match_code: matchCode.nullish().describe('what users read beside the number; null: nothing'),
    default_for_tenders: z.boolean().optional().describe('whether tenders begin with it'),
    default_for_calculations: z.boolean().optional().describe('whether calculations begin with it'),
  })
  .meta({ minProperties: 1, ...named('KeptAgencyNumberChange', 'What to change of a number; at least one of them') });

const kept = z.union([z.string(), z.boolean()]).nullable();

const preview = z
  .object({
    outcome: z.enum(['added', 'changed', 'unchanged', 'superseded', 'faulty']).meta(
      enumerated('NumberOutcome', 'What a registration would do with a number', {
        added: 'it is a new entry',
        changed: 'its entry would be another one, or become a default',
        unchanged: 'its entry is so already',
        superseded: 'it comes again further down, and counts as it is there',
        faulty: 'it stands against the registration of all',
      }),
    ),
    id: shown.id('the entry that is there already').nullable(),
    changes: z
      .array(
        z
          .object({
            field: shown.text('the name of the field', 'match_code'),
            from: kept.meta(about('what it is', 'Property')),
            to: kept.meta(about('what it would be', 'Property, standard commission')),
          })
          .meta(named('NumberFieldChange', 'A field of a number that would change')),
      )
      .describe('of an entry that is there already'),
    becomes_default_for: z
      .array(shown.text('a purpose: tenders or calculations', 'tenders'))
      .describe('for which it is not the default of its owner yet'),
    faults: z
      .array(
        z
          .object({
            path: shown.text('the field', 'insurer.ba_fin_id'),
            expected: shown.text('what was expected there', 'an insurer that is known'),
          })
          .meta(named('NumberFault', 'What is wrong with a number')),
      )
      .describe('everything that only the engine knows'),
  })
  .meta(named('NumberPreview', 'What a registration would do with a number'));

export const registered = z
  .object({
    dry_run: shown.flag('whether nothing was done'),
    added: shown.count('how many entries are new', 12),
    updated: shown.count('how many were there already, those among them that are unchanged, too', 3),
    lines: z.array(preview).nullable().describe('of a dry run: one for each number, in their order; else null'),
  })
  .meta(named('AgencyNumbersRegistered', 'What a registration did, or would do'));
