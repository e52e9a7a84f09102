import type { Payments } from '@affinity-engine/quotation';

/**
 * A payment provider for tests: it charges nothing and accepts even amounts in minor units, so that both outcomes can
 * be tried. Source of the rule: the published API's homologation environment.
 */
export const sandboxPayments: Payments = {
  charge: async ({ reference, amount }) =>
    amount % 2 === 0
      ? { outcome: 'accepted', reference: `sandbox-${reference}` }
      : { outcome: 'refused', reason: 'in the sandbox only even totals are accepted' },
  charged: async () => null,
};

/** Without a payment provider nothing is charged and no card is accepted. */
export const noPayments: Payments = {
  charge: async () => ({ outcome: 'refused', reason: 'no payment provider is connected' }),
  charged: async () => null,
};
