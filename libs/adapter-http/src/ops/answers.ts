import { z } from 'zod';
import { insurerStanding } from '../affinity/enumerations.js';
import { endpointAnswer } from '../edge/delivery-schemas.js';
import { named } from '../edge/marks.js';
import { problemEntry } from '../edge/refusal-schemas.js';
import { about, nextCursor, shown } from '../edge/schemas.js';
import { role } from './schemas.js';

/** A page of a list. */
export const pageOfAnswers = (item: z.ZodType, name: string) =>
  z.object({ items: z.array(item).describe('one page'), cursor: nextCursor }).meta(named(name, 'A page of a list'));

export const problem = z
  .object({
    type: shown.text('the code as a name', 'urn:affinity-engine:error:input-invalid'),
    title: shown.text('what the status means', 'The request is not what the call expects'),
    status: shown.count('the status of the answer', 400),
    detail: shown.text('a sentence', 'product_ids[0]: expected a product of the catalogue'),
    code: shown.text('the code, stable', 'INPUT-INVALID'),
    reference: shown.text('the same as the header `request-id`', '0c9d3a40-77a1-4e3c-8a83-2a9ad5c2a0f1'),
    faults: z.array(problemEntry).optional().describe('every problem of the request'),
  })
  .meta(named('Problem', 'Problem details (RFC 9457) of the operators’ dialect'));

export const partner = z
  .object({
    id: shown.id('the partner'),
    name: shown.text('what people read', 'Loja Azul'),
    legal_name: shown.text('the name it is registered under', 'Loja Azul Comércio Ltda.'),
    cnpj: shown.text('14 digits', '11222333000181'),
    email: shown.text('where it is written to', 'life@lojaazul.example'),
    phone: shown.text('where it is called', '+55 11 4002-8922'),
    product_ids: z.array(z.string()).meta(about('what it sells', ['personal-life'])),
    insurers: z
      .record(z.string(), insurerStanding)
      .meta(about('standing by insurer; one not named is active', { 'ins-5036': 'active' })),
    affinity_group_ids: z
      .array(z.string())
      .meta(about('the groups it sells under; none: it is not restricted', ['pc:6'])),
    default_producer_code: shown.text('sold through where a request names no other', 'pc:8').nullable(),
    created_at: shown.moment('when it was registered'),
  })
  .meta(named('Partner', 'A partner'));

export const brand = z
  .object({
    color: shown.text('of its stripe and its name', '#15426b'),
    logo: z.string().nullable().meta(about('a PNG picture as Base64; null: none', null)),
  })
  .meta(named('Brand', 'The color and the picture of a partner on its documents'));

export const partners = pageOfAnswers(partner, 'PartnerList');

const auditEntry = z
  .object({
    number: shown.count('counts the entries', 42),
    at: shown.moment('when it was done'),
    actor: shown.text('who did it: a client, or a part of the engine', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51'),
    action: shown.text('what was done', 'affinity.canceled'),
    subject: shown.text('to what', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51'),
    details: z.record(z.string(), z.unknown()).meta(about('what else is known', { refund: 44910 })),
  })
  .meta(named('AuditEntry', 'Something that was done'));

export const audit = pageOfAnswers(auditEntry, 'AuditTrail');

export const client = z
  .object({
    id: shown.id('the client: its client_id'),
    name: shown.text('what people read', 'Loja Azul, production'),
    role,
    partner_id: shown.id('whose calls it makes').nullable(),
    created_at: shown.moment('when it was created'),
    revoked_at: shown.moment('when it was ended; null: it is not').nullable(),
  })
  .meta(named('Client', 'A client of the API'));

export const clients = pageOfAnswers(client, 'ClientList');

export const clientWithSecret = client
  .extend({ client_secret: shown.text('shown once', 'k1TzV0bq8yH3mX5cW7nE2rQ9uA4sD6fG') })
  .meta(named('ClientWithSecret', 'A client with its secret'));

const secret = shown.text('the signing key, shown once', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');

export const endpointWithSecret = endpointAnswer
  .extend({ secret })
  .meta(named('WebhookEndpointWithSecret', 'A new endpoint with its signing key'));

export const calledOff = z
  .object({ called_off: shown.count('how many ranges', 1) })
  .meta(named('CalledOffReplays', 'What is not sent again'));

export const skipped = z
  .object({ skipped_sequence: shown.count('the sequence of the event', 17) })
  .meta(named('SkippedEvent', 'What was passed over'));
