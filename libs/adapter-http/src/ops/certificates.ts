import {
  attachmentsOf,
  certificateNumber,
  type Affinity,
  type AffinitySearch,
  type AffinityWithProduct,
  type CanceledAffinity,
  type CancellationPreview,
  type Certificate,
  type FoundAffinities,
} from '@affinity-engine/affinity';
import { civilDate } from '@affinity-engine/kernel';
import { criteriaTerms, maskedPerson, shownDocument, shownName } from '@affinity-engine/privacy';
import * as answers from '../affinity/answers.js';
import * as examples from '../affinity/examples.js';
import { spansOf } from '../affinity/list.js';
import { attachmentNumbers, reasonOf, statusOfNumber } from '../affinity/numbers.js';
import { affinityPath, cancelBody, previewBody, renewalBody } from '../affinity/schemas.js';
import { affinityWire, bareWire, canceledWire, previewWire, renewalInput } from '../affinity/wire.js';
import { readCursor, writeCursor } from '../edge/cursor.js';
import { routesFor, type Route } from '../edge/route.js';
import * as schemas from './certificate-schemas.js';
import { seenOf, type Seeing } from './insurers-seen.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const path = '/ops/v1/affinities';

/** Operators find the certificates of all partners, read them, cancel and renew them. */
export function certificateRoutes(useCases: OpsUseCases): readonly Route[] {
  const { products, links } = useCases;
  const seen = seenOf(useCases);
  const insurerIdOf = (productId: string): string | undefined =>
    products.current().products.find(({ id }) => id === productId)?.insurer.id;
  const lineWire = foundWire(insurerIdOf);
  const foundPage = ({ items, next }: FoundAffinities, filters: string) => ({
    items: items.map(lineWire),
    cursor: next === null ? null : writeCursor({ total: 0, ...next }, filters),
  });

  /** The search of these filters, and what its cursor is bound to. @throws INPUT-INVALID, CURSOR-INVALID */
  function searchOf(asked: schemas.CertificateFilters, caller: Seeing, persons: AffinitySearch['persons'] = []) {
    const { cursor, rows = 20, ...filter } = asked;
    const filters = JSON.stringify([persons, Object.entries(filter).sort()]);
    const number = filter.certificate_number;
    const search: AffinitySearch = {
      ...spansOf(filter),
      persons,
      partnerId: filter.partner_id,
      status: filter.status === undefined ? undefined : statusOfNumber(filter.status),
      certificateNumber: number === undefined ? undefined : certificateNumber(number),
      productIds: productsOf(filter, caller),
      rows,
      ...(cursor === undefined ? {} : { after: readCursor(cursor, filters) }),
    };
    return { search, filters };
  }

  function productsOf({ insurer_id: insurer, product_id: product }: schemas.CertificateFilters, caller: Seeing) {
    const ids = seen.productIds(caller, insurer);
    if (product === undefined) return ids;
    return ids?.includes(product) === false ? [] : [product];
  }

  return [
    route({
      call: `GET ${path}`,
      operationId: 'listCertificates',
      summary: 'Certificates of all partners, newest first',
      description: 'Go on with the cursor of the reply. The CPF of the holder is hidden but for its middle digits.',
      query: schemas.certificatesQuery,
      answer: schemas.certificates,
      isOfPersons: true,
      act: async ({ query, caller }) => {
        const { search, filters } = searchOf(query, caller);
        return foundPage(await useCases.lists.certificates.find(search), filters);
      },
      present: (page: ReturnType<typeof foundPage>) => page,
    }),
    route({
      call: `POST ${path}/search`,
      operationId: 'searchCertificates',
      summary: 'The certificates that a person is found in, newest first',
      description:
        'By CPF, CNPJ, e-mail address or words of a name, wherever they stand in holder or item. A POST, so that none of them is in a URL. A page of a common name may have fewer rows than asked for, and still go on.',
      body: schemas.certificatesBody,
      answer: schemas.searchedCertificates,
      act: async ({ body: { cpf, cnpj, email, name, ...filter }, caller }) => {
        const { search, filters } = searchOf(filter, caller, criteriaTerms({ cpf, cnpj, email, name }));
        const [page, due] = [await useCases.lists.certificates.find(search), await useCases.personsDue()];
        return { ...foundPage(page, filters), not_yet_found: due };
      },
      present: (page: ReturnType<typeof foundPage> & { readonly not_yet_found: number }) => page,
    }),
    route({
      call: `GET ${path}/{affinity_id}`,
      operationId: 'getCertificate',
      summary: 'One certificate, whoever it belongs to',
      description: 'With its partner, its insurer and the version of its product. What identifies a person is hidden.',
      params: affinityPath,
      answer: schemas.certificate,
      act: async ({ params, caller }) => {
        await seen.checkAffinity(params.affinity_id, caller);
        return useCases.readCertificate(params.affinity_id);
      },
      present: certificateWire,
    }),
    route({
      call: `POST ${path}/{affinity_id}/reveal`,
      operationId: 'revealCertificate',
      summary: 'A certificate with its person in the clear, and links to its documents',
      description: 'As its partner reads it. The audit trail names who looked.',
      params: affinityPath,
      answer: answers.affinity,
      act: ({ params, caller }) => useCases.revealAffinity(params.affinity_id, caller.clientId),
      present: (found: AffinityWithProduct) => affinityWire(found, links),
    }),
    route({
      call: `POST ${path}/{affinity_id}/cancellation-preview`,
      operationId: 'previewCertificateCancellation',
      summary: 'What a cancellation would give back, and why; nothing changes',
      description: 'As the partner’s call. Of a cancellation today, or on a later day of cover.',
      params: affinityPath,
      body: previewBody,
      bodyOptional: true,
      answer: answers.preview,
      example: { body: examples.preview },
      act: ({ params, body, caller }) => {
        const on = typeof body?.date_end === 'string' ? civilDate(body.date_end) : undefined;
        const by = { operator: caller.clientId };
        return useCases.previewCancellation(params.affinity_id, by, reasonOf(body?.cancel_reason), on);
      },
      present: (preview: CancellationPreview) => previewWire(preview),
    }),
    route({
      call: `POST ${path}/{affinity_id}/cancellation`,
      operationId: 'cancelCertificate',
      summary: 'Cancel a certificate today, in the partner’s place',
      description: 'As the partner’s call; the partner gets the event. The audit trail names the operator.',
      params: affinityPath,
      body: cancelBody,
      bodyOptional: true,
      answer: answers.canceled,
      idempotent: true,
      example: { body: examples.cancel },
      act: ({ params, body, caller, once }) => {
        const by = { operator: caller.clientId };
        const description = body?.cancel_description ?? null;
        return useCases.cancelAffinity(params.affinity_id, by, reasonOf(body?.cancel_reason), description, once);
      },
      present: (canceled: CanceledAffinity) => canceledWire(canceled),
    }),
    route({
      call: `POST ${path}/{affinity_id}/renewal`,
      operationId: 'renewCertificate',
      summary: 'Write the successor of a certificate, in the partner’s place',
      description: 'As the partner’s call: from the day after the last day of cover.',
      params: affinityPath,
      body: renewalBody,
      bodyOptional: true,
      answer: answers.affinity,
      idempotent: true,
      act: ({ params, body, caller, once }) => {
        return useCases.renewAffinity(params.affinity_id, { operator: caller.clientId }, renewalInput(body), once);
      },
      present: (renewed: AffinityWithProduct) => affinityWire(renewed, links),
    }),
  ];

  function certificateWire({ affinity, product, partner, producerCode }: Certificate) {
    const { affinity_holder: holder, item, ...bare } = bareWire(affinity);
    return {
      ...bare,
      ...lineWire(affinity),
      insurer_id: product.insurer.id,
      insurer_name: product.insurer.name,
      partner_name: partner.name,
      product_version: affinity.productVersion,
      producer_code: producerCode,
      affinity_holder: maskedPerson(holder),
      item: maskedPerson(item),
      answer_due_at: affinity.answerDueAt,
      attachment_types: attachmentsOf(affinity, product).map((type) => attachmentNumbers[type]),
    };
  }
}

const foundWire = (insurerIdOf: (productId: string) => string | undefined) => (affinity: Affinity) => {
  const { affinity_request_id: _request, affinity_holder: _holder, item: _item, ...line } = bareWire(affinity);
  const { paid: _paid, cancellation: _cancellation, ...shown } = line;
  return {
    ...shown,
    partner_id: affinity.partnerId,
    insurer_id: insurerIdOf(affinity.productId) ?? null,
    holder_name: shownName(affinity.holder),
    holder_document: shownDocument(affinity.holderDocument),
  };
};
