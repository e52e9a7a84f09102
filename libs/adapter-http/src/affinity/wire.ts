import {
  attachmentsOf,
  type Affinity,
  type AffinityFilter,
  type AffinityWithProduct,
  type CanceledAffinity,
  type CancellationPreview,
  type ContractInput,
  type RenewalInput,
} from '@affinity-engine/affinity';
import type { Product } from '@affinity-engine/catalogue';
import { civilDate, normalizedDocument } from '@affinity-engine/kernel';
import { inputInvalid } from '../edge/errors.js';
import type { Links } from '../edge/links.js';
import { statusNumbers, statusOfNumber, attachmentNumbers, reasonNumbers } from './numbers.js';
import type { ContractBody, ListQuery, RenewalBody } from './schemas.js';
import { snapshotWithoutPerson } from './webhook-person.js';

/** The input of contracting that a body asks for. */
export const contractInput = (body: ContractBody): ContractInput => ({
  requestId: body.affinity_request_id,
  lifetimeStart: civilDate(body.lifetime_start),
  lifetimeEnd: civilDate(body.lifetime_end),
  holder: body.affinity_holder ?? null,
  item: body.item ?? null,
  externalReference: body.external_reference ?? null,
  ...(typeof body.plan_id === 'string' ? { planId: body.plan_id } : {}),
});

/** The successor that a body asks for; without one as before. */
export const renewalInput = (body: RenewalBody | undefined): RenewalInput => ({
  ...(typeof body?.lifetime_end === 'string' ? { lifetimeEnd: civilDate(body.lifetime_end) } : {}),
  ...(typeof body?.plan_id === 'string' ? { planId: body.plan_id } : {}),
});

/** The fields a list is filtered by. @throws INPUT-INVALID */
export const filterOf = (query: ListQuery): AffinityFilter => ({
  status: query.status === undefined ? undefined : statusOfNumber(query.status),
  productId: query.product_id,
  holderDocument: query.holder_document === undefined ? undefined : documentOf(query.holder_document),
  externalReference: query.external_reference,
});

function documentOf(text: string): string {
  const document = normalizedDocument(text);
  if (document === null) throw inputInvalid([{ path: 'holder_document', expected: 'a valid CPF or CNPJ' }]);
  return document;
}

/** An affinity's attachments with links that are fresh. */
const attachmentsWire = ({ affinity, product }: AffinityWithProduct, links: Links) =>
  attachmentsOf(affinity, product).map((type) => ({
    type: attachmentNumbers[type],
    url: links.to(affinity.id, type),
  }));

/** What the contract's call answers. */
export const contractedWire = (contracted: AffinityWithProduct, links: Links) => ({
  id: contracted.affinity.id,
  status: statusNumbers[contracted.affinity.status],
  premium: contracted.affinity.premium,
  attachments: attachmentsWire(contracted, links),
});

/** What the cancellation answers. */
export const canceledWire = ({ affinity, successor }: CanceledAffinity) => ({
  id: affinity.id,
  status: statusNumbers[affinity.status],
  date_end: affinity.dateEnd,
  refund: affinity.cancellation?.refund ?? 0,
  ...successorWire(successor),
});

/** What the preview of a cancellation answers. */
export const previewWire = (preview: CancellationPreview) => ({
  id: preview.affinityId,
  date_end: preview.on,
  rule: preview.rule,
  paid: preview.paid,
  kept: preview.kept,
  refund: preview.refund,
  tax_refund: preview.taxRefund,
  explain: preview.explain,
  ...successorWire(preview.successor),
});

/** The successor of what is canceled, if one stands. */
const successorWire = (successor: Affinity | null) =>
  successor === null
    ? {}
    : {
        successor: {
          id: successor.id,
          status: statusNumbers[successor.status],
          lifetime_start: successor.lifetimeStart,
          lifetime_end: successor.lifetimeEnd,
          note: `The successor stays as it is and covers from ${successor.lifetimeStart}. Cancel it by its own id if it is not wanted.`,
        },
      };

/** The complete affinity. */
export const affinityWire = (found: AffinityWithProduct, links: Links) => ({
  ...bareWire(found.affinity),
  attachments: attachmentsWire(found, links),
});

/** The complete affinity but for its attachments. */
export const bareWire = (affinity: Affinity) => ({
  id: affinity.id,
  affinity_request_id: affinity.requestId,
  product_id: affinity.productId,
  plan_id: affinity.planId,
  lifetime_start: affinity.lifetimeStart,
  lifetime_end: affinity.lifetimeEnd,
  date_end: affinity.dateEnd,
  affinity_holder: affinity.holder,
  item: affinity.item,
  external_reference: affinity.externalReference,
  status: statusNumbers[affinity.status],
  certificate_number: affinity.certificateNumber,
  premium: affinity.premium,
  paid: affinity.paid,
  cancellation: cancellationWire(affinity),
  renewed_from: affinity.renewedFrom,
  renewed_by: affinity.renewedBy,
  created_at: affinity.createdAt,
  issued_at: affinity.issuedAt,
});

const cancellationWire = ({ cancellation }: Affinity) =>
  cancellation === null
    ? null
    : {
        cancel_reason: reasonNumbers[cancellation.reason],
        cancel_description: cancellation.description,
        canceled_at: cancellation.at,
        rule: cancellation.rule,
        paid: cancellation.paid,
        kept: cancellation.kept,
        refund: cancellation.refund,
        tax_refund: cancellation.taxRefund,
      };

/** A webhook's body as it is kept: the snapshot, its attachments by number, links are added when it is sent. */
export const snapshotOf = (affinity: Affinity, product: Product): string =>
  JSON.stringify({
    ...bareWire(affinity),
    attachments: attachmentsOf(affinity, product).map((type) => attachmentNumbers[type]),
  });

/** A kept snapshot without its person, and without the partner's own identifier of the cover. Anything else stays as it is. */
export function erasedSnapshot(body: string): string {
  const bare = snapshotWithoutPerson(body);
  if (!bare.includes('"external_reference":')) return bare;
  const snapshot = JSON.parse(bare) as Readonly<Record<string, unknown>>;
  return 'external_reference' in snapshot ? JSON.stringify({ ...snapshot, external_reference: null }) : bare;
}
