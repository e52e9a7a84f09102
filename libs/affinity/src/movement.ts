import type { Product } from '@affinity-engine/catalogue';
import { businessDay, type PlainDate } from '@affinity-engine/kernel';
import type { Affinity, Cancellation } from './affinity.js';

/** What happened to a certificate: issued, issued as the successor of another one, or canceled after it was issued. */
export type MovementKind = 'issued' | 'renewed' | 'canceled';

/** A certificate as a bordereau needs it: nothing of a person. */
export type MovedCertificate = Pick<
  Affinity,
  | ('id' | 'partnerId' | 'productId' | 'productVersion' | 'planId' | 'certificateNumber')
  | ('lifetimeStart' | 'lifetimeEnd' | 'premium' | 'issuedAt' | 'dateEnd')
> & {
  readonly partnerName: string;
  /** The number of the certificate that it renews, null if it renews none. */
  readonly originalNumber: string | null;
  readonly cancellation: Omit<Cancellation, 'description'> | null;
};

/** Amounts in minor units: `total = net + fees + tax`. What goes back to the holder is negative. */
export type MovedAmounts = {
  readonly net: number;
  readonly fees: number;
  readonly tax: number;
  readonly total: number;
};

/** A line of a bordereau. */
export type Movement = MovedAmounts & {
  readonly kind: MovementKind;
  /** In business time. */
  readonly day: PlainDate;
  readonly certificate: MovedCertificate;
  /** The version that was contracted. */
  readonly product: Product;
};

/** What was issued. */
export function issueOf(certificate: MovedCertificate, product: Product): Movement {
  const { premium, issuedAt, originalNumber } = certificate;
  const { net, fees, tax, total } = premium;
  const kind = originalNumber === null ? 'issued' : 'renewed';
  if (issuedAt === null) throw new Error(`${certificate.id} was not issued`);
  return { kind, day: businessDay(issuedAt), certificate, product, net, fees, tax, total };
}

/**
 * What was canceled: its refund, as amounts that go back. Fees go back where nothing is kept; the tax is that of the refund. An
 * issue and its cancellation add up to what is kept, where all was paid.
 */
export function cancellationOf(certificate: MovedCertificate, product: Product): Movement {
  const { premium, dateEnd, cancellation } = certificate;
  if (dateEnd === null || cancellation === null) throw new Error(`${certificate.id} was not canceled`);
  const { refund, taxRefund, kept } = cancellation;
  const beforeTax = refund - taxRefund;
  const fees = kept === 0 ? Math.min(premium.fees, beforeTax) : 0;
  const amounts = { net: back(beforeTax - fees), fees: back(fees), tax: back(taxRefund), total: back(refund) };
  return { kind: 'canceled', day: dateEnd, certificate, product, ...amounts };
}

/** Never the negative zero, which equals no other. */
const back = (amount: number): number => 0 - amount;
