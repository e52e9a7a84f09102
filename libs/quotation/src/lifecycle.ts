import type { Instant } from '@affinity-engine/kernel';
import { refusal } from './errors.js';
import type { Quotation, QuotationStatus } from './quotation.js';

/** What can happen to a quotation. */
export type QuotationEvent = 'edit' | 'propose' | 'check-out' | 'expire' | 'release';

type Lifecycle = Record<QuotationStatus, Partial<Record<QuotationEvent, QuotationStatus>>>;

/** Every transition there is. A missing cell is a refusal. */
export const quotationLifecycle = {
  draft: { edit: 'draft', propose: 'draft', 'check-out': 'confirmed', expire: 'expired', release: 'draft' },
  confirmed: {},
  expired: {},
} as const satisfies Lifecycle;

const refusals = {
  draft: 'QUOTATION-EXPIRED',
  expired: 'QUOTATION-EXPIRED',
  confirmed: 'QUOTATION-CONFIRMED',
} as const;

/**
 * The status after an event.
 * @throws QUOTATION-EXPIRED, QUOTATION-CONFIRMED where the table has no such cell
 * @throws CHECKOUT-UNDER-WAY for anything but checkout while a payment is not decided
 */
export function nextStatus({ id, status, checkingOut }: Quotation, event: QuotationEvent): QuotationStatus {
  if (checkingOut !== null && status === 'draft' && event !== 'check-out') throw refusal('CHECKOUT-UNDER-WAY', { id });
  const to = (quotationLifecycle as Lifecycle)[status][event];
  if (to === undefined) throw refusal(refusals[status], { id });
  return to;
}

/** Whether a quotation's days are over and nobody has said so yet. One that is being paid waits for that. */
export const hasExpired = ({ status, expiresAt, checkingOut }: Quotation, now: Instant): boolean =>
  status === 'draft' && checkingOut === null && expiresAt <= now;

/** The quotation as it stands now, whether or not the job that expires it came to it already. */
export const asOf = (quotation: Quotation, now: Instant): Quotation =>
  hasExpired(quotation, now) ? { ...quotation, status: nextStatus(quotation, 'expire') } : quotation;
