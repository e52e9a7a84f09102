import type { Payments } from '@affinity-engine/quotation';

/**
 * A payment provider to try things with: it charges nothing, and accepts where the amount in minor units is even, so
 * that both outcomes can be had. Source of the rule: the published API's homologation environment.
 */
export const sandboxPayments: Payments = {
  charge: async ({ reference, amount }) =>
    amount % 2 === 0
      ? { outcome: 'accepted', reference: `sandbox-${reference}` }
      : { outcome: 'refused', reason: 'in the sandbox only even totals are accepted' },
  charged: async () => null,
};

/** Where no payment provider is connected, nothing is charged and no card is accepted. */
export const noPayments: Payments = {
  charge: async () => ({ outcome: 'refused', reason: 'no payment provider is connected' }),
  charged: async () => null,
};
