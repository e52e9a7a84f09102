import { z } from 'zod';
import { enumerated, named } from '../edge/marks.js';
import { about, identifier, line, nextCursor, shown } from '../edge/schemas.js';

const kind = z.enum(['affinity', 'quotation']).meta(
  enumerated('PersonalRecordKind', 'What kind of record says something of a person', {
    affinity: 'a certificate of cover',
    quotation: 'a quotation',
  }),
);

/** What a person is looked for by. */
export const criteria = {
  cpf: line(40).optional().meta(about('the CPF, with or without punctuation', '529.982.247-25')),
  cnpj: line(40).optional().meta(about('the CNPJ, with or without punctuation', '11.222.333/0001-81')),
  email: line(200).optional().meta(about('the whole e-mail address', 'ana@example.com')),
  name: line(200)
    .optional()
    .meta(about('whole words of the name, in any order; accents and capitals do not count', 'Conceição Araújo')),
};

export const searchBody = z
  .strictObject({
    ...criteria,
    cursor: z.string().min(1).max(400).optional().describe('where the reply before said it goes on'),
    rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
  })
  .meta(named('PersonSearch', 'What a person is looked for by: one or more, all of which a record must have'));

export const personBody = z
  .strictObject(criteria)
  .meta(named('PersonCriteria', 'What a person is known by: one or more, all of which a record must have'));

export const eraseBody = z
  .strictObject({
    ...criteria,
    digest: z
      .string()
      .min(1)
      .max(100)
      .meta(about('the digest of the preview: nothing else is erased', 'q2hLJ9YkKS9F9Y')),
  })
  .meta(named('ErasureInput', 'A person to erase, as the preview showed it'));

export const holdPath = z.strictObject({ kind, record_id: identifier.describe('the affinity or quotation') });
export const holdBody = z
  .strictObject({ reason: line(500).meta(about('why the record is not erased', 'claim 4711 is in dispute')) })
  .meta(named('LegalHoldInput', 'Why a record is not erased'));

const record = z
  .object({
    kind,
    id: shown.id('the affinity or quotation'),
    held: z.string().nullable().meta(about('why it is not erased; null: it may be', null)),
  })
  .meta(named('PersonalRecord', 'A record that a person is found in'));

export const notYet = shown.count(
  'how many records were added or changed so shortly before that their persons are not found yet',
  0,
);

export const searchAnswer = z
  .object({ items: z.array(record).describe('one page'), cursor: nextCursor, not_yet_found: notYet })
  .meta(named('PersonalRecordList', 'Records that a person is found in'));

const group = z
  .object({ group_id: shown.text('the affinity group', 'pc:707') })
  .meta(named('PersonalContact', 'A contact of an affinity group'));

export const erasureAnswer = z
  .object({
    digest: shown.text('stands for exactly this; the erasure names it', 'q2hLJ9YkKS9F9Y'),
    erased: z.array(record).describe('what is erased: holder, item, answers, documents, and what webhooks still have'),
    held: z.array(record).describe('what stays as it is, because of a legal hold'),
    contacts: z.array(group).describe('affinity groups whose contact is emptied; only where a name alone is asked for'),
    kept: z.array(z.string()).meta(about('what stays of each erased record: the record of the policy', ['premium'])),
    not_yet_found: notYet,
  })
  .meta(named('Erasure', 'What an erasure does'));

const exported = z
  .object({
    kind,
    id: shown.id('the affinity or quotation'),
    content: z
      .record(z.string(), z.unknown())
      .meta(about('everything that is kept of it, with its audit trail', { record: {}, trail: [] })),
  })
  .meta(named('ExportedRecord', 'A record as it is kept'));

export const exportAnswer = z
  .object({
    records: z.array(exported).describe('every record'),
    contacts: z.array(group).describe('affinity groups whose contact has this name'),
    not_yet_found: notYet,
  })
  .meta(named('PersonExport', 'Everything that is kept of a person'));

export const hold = z
  .object({
    kind,
    id: shown.id('the affinity or quotation'),
    reason: shown.text('why the record is not erased', 'claim 4711 is in dispute'),
    held_by: shown.text('who placed it', 'client 01950000'),
    held_since: shown.moment('when it was placed'),
  })
  .meta(named('LegalHold', 'A record that is not erased, and why'));

export const holdsQuery = z.strictObject({
  cursor: z.string().min(1).max(400).optional().describe('where the reply before said it goes on'),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
});

export const holdsAnswer = z
  .object({ items: z.array(hold).describe('one page'), cursor: nextCursor })
  .meta(named('LegalHoldList', 'Records that are not erased'));
