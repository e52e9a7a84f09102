import {
  movementSections,
  type BordereauOf,
  type BordereauPage,
  type BordereauPlace,
  type Movement,
  type MovementTotal,
} from '@affinity-engine/affinity';
import { readCursor, writeCursor } from '../edge/cursor.js';
import { edgeError } from '../edge/errors.js';
import { routesFor, type Route } from '../edge/route.js';
import * as schemas from './bordereau-schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const path = '/ops/v1/bordereaux/{insurer_id}/{month}';

/** The bordereau of an insurer for a month. */
export const bordereauRoutes = ({ readBordereau, totalBordereau }: OpsUseCases): readonly Route[] => [
  route({
    call: `GET ${path}`,
    operationId: 'getBordereau',
    summary: 'The bordereau of an insurer for a month: what was issued, renewed and canceled',
    description:
      'Product by product: what was issued, then what was canceled, each in the order of time. Declined ones are left out, and so is everything of a person. The bordereau of a month that is over does not change.',
    params: schemas.bordereauPath,
    query: schemas.bordereauQuery,
    answer: schemas.bordereau,
    act: async ({ params, query: { cursor, rows = 20 }, caller }) => {
      const of = { insurerId: params.insurer_id, month: params.month };
      const after = cursor === undefined ? undefined : placeIn(cursor, of);
      return { of, ...(await readBordereau(of, { rows, after }, caller.clientId)) };
    },
    present: ({ of, items, next }: BordereauPage & { readonly of: BordereauOf }) => ({
      items: items.map(movementWire),
      cursor: next === null ? null : cursorOf(next, of),
    }),
  }),
  route({
    call: `GET ${path}/totals`,
    operationId: 'getBordereauTotals',
    summary: 'What the bordereau of an insurer for a month adds up to, by currency and kind',
    description:
      'All lines are read for it. Issued and renewed ones less what goes back of canceled ones is what is kept.',
    params: schemas.bordereauPath,
    answer: schemas.bordereauTotals,
    act: ({ params }) => totalBordereau({ insurerId: params.insurer_id, month: params.month }),
    present: (items: readonly MovementTotal[]) => ({ items }),
  }),
];

const boundTo = ({ insurerId, month }: BordereauOf): string => JSON.stringify([insurerId, month]);

const cursorOf = ({ productId, section, value, id }: BordereauPlace, of: BordereauOf): string =>
  writeCursor({ total: 0, value: [section, value, productId].join(' '), id }, boundTo(of));

/** @throws CURSOR-INVALID */
function placeIn(cursor: string, of: BordereauOf): BordereauPlace {
  const { value: text, id } = readCursor(cursor, boundTo(of));
  const [named, value = '', ...rest] = text.split(' ');
  const section = movementSections.find((each) => each === named);
  if (section === undefined) throw edgeError('CURSOR-INVALID');
  return { section, value, productId: rest.join(' '), id };
}

function movementWire({ certificate, product, ...movement }: Movement) {
  const { cancellation, premium } = certificate;
  const { kept = null, refund = null, taxRefund = null } = movement.kind === 'canceled' ? (cancellation ?? {}) : {};
  const { kind, day, net, fees, tax, total } = movement;
  return {
    ...{ kind, day },
    certificate_number: certificate.certificateNumber,
    original_certificate_number: certificate.originalNumber,
    partner_id: certificate.partnerId,
    partner_name: certificate.partnerName,
    product_id: certificate.productId,
    plan_id: certificate.planId,
    group_policy_number: product.groupPolicyNumber,
    lifetime_start: certificate.lifetimeStart,
    lifetime_end: certificate.lifetimeEnd,
    currency: premium.currency,
    ...{ net, fees, tax, total, kept, refund },
    tax_refund: taxRefund,
  };
}
