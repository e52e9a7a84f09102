import { z } from 'zod';
import { affinityShape } from '../affinity/answers.js';
import { attachmentType, statusNumber } from '../affinity/enumerations.js';
import { named } from '../edge/marks.js';
import { about, catalogueId, day, identifier, nextCursor, shown } from '../edge/schemas.js';
import { criteria, notYet } from './data-subject-schemas.js';

const filters = {
  partner_id: identifier.optional().describe('only those of this partner'),
  insurer_id: catalogueId.optional().meta(about('only those of the products of this insurer', 'ins-5036')),
  product_id: catalogueId.optional().describe('only those of this product'),
  status: statusNumber.optional().describe('only those that stand so'),
  certificate_number: z
    .string()
    .min(16)
    .max(40)
    .optional()
    .meta(about('the number on the certificate, with or without dashes', '9D3E-1122-A344-5566')),
  lifetime_start_from: day.optional().describe('first day of cover on this day or later'),
  lifetime_start_to: day.optional().describe('first day of cover on this day or earlier'),
  created_from: day.optional().describe('contracted on this day or later'),
  created_to: day.optional().describe('the last day, itself included'),
  cursor: z.string().min(1).max(500).optional().describe('where the reply before said it goes on'),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
};

export const certificatesQuery = z.strictObject(filters);

export const certificatesBody = z
  .strictObject({ ...criteria, ...filters })
  .meta(named('CertificateSearch', 'What certificates are looked for by: a person, and further filters'));

export type CertificateFilters = z.output<typeof certificatesQuery>;

const { affinity_holder, item, paid, cancellation, affinity_request_id, attachments: _, ...shared } = affinityShape;

const line = {
  ...shared,
  partner_id: shown.id('whose it is'),
  insurer_id: shown.text('the insurer that carries it; null if its product left the catalogue', 'ins-5036').nullable(),
  holder_name: shown.text('the name its holder goes by; null without one', 'Ana Souza').nullable(),
  holder_document: shown
    .text('the CPF of the holder with its middle digits alone, or a CNPJ', '***.982.247-**')
    .nullable(),
};

const found = z.object(line).meta(named('FoundCertificate', 'A certificate as operators find it'));

export const certificates = z
  .object({
    items: z.array(found).describe('one page; it may have fewer than asked for and still go on'),
    cursor: nextCursor,
  })
  .meta(named('FoundCertificates', 'A page of certificates of all partners'));

export const searchedCertificates = certificates
  .extend({ not_yet_found: notYet })
  .meta(named('SearchedCertificates', 'A page of the certificates that a person is found in'));

export const certificate = z
  .object({
    ...line,
    partner_name: shown.text('what people call the partner', 'Loja Azul'),
    insurer_name: shown.text('what people call the insurer', 'Maré Alta Vida e Previdência S.A.'),
    product_version: shown.text('the version of the product that was contracted', '2026-01'),
    affinity_request_id,
    producer_code: shown
      .text('the producer code that the sale named; null: the partner’s default', '100-002541')
      .nullable(),
    affinity_holder: affinity_holder.describe('the holder; CPF, e-mail, telephone, birth are hidden'),
    item: item.describe('what is covered; CPF, e-mail, telephone, birth are hidden'),
    ...{ paid, cancellation },
    answer_due_at: shown.moment('when the embedded insurer answers; null if it does not').nullable(),
    attachment_types: z.array(attachmentType).describe('the documents it has; `reveal` gives links to them'),
  })
  .meta(named('Certificate', 'A certificate as operators read it'));
