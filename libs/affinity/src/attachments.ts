import type { Product } from '@affinity-engine/catalogue';
import type { Affinity, AttachmentType } from './affinity.js';

/**
 * The documents of an affinity: certificate and general conditions once issued, the prize draw's regulation if the
 * product has one, the endorsement if it was canceled after issue.
 */
export function attachmentsOf(affinity: Affinity, product: Pick<Product, 'prizeDraw'>): readonly AttachmentType[] {
  if (affinity.issuedAt === null) return [];
  return [
    'certificate',
    'general-conditions',
    ...(product.prizeDraw === undefined ? [] : (['prize-draw-regulation'] as const)),
    ...(affinity.status === 'canceled' ? (['cancellation'] as const) : []),
  ];
}
