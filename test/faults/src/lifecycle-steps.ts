import fc from 'fast-check';

/** A step of a caller; `on` picks one of the existing affinities. */
export type Step =
  | { readonly does: 'contract'; readonly product: 'personal-life' | 'auto'; readonly days: number }
  | { readonly does: 'cancel'; readonly on: number; readonly reason: number }
  | { readonly does: 'renew'; readonly on: number }
  | { readonly does: 'answer'; readonly on: number; readonly outcome: 'issued' | 'declined' }
  | { readonly does: 'pass'; readonly days: number }
  | { readonly does: 'repeat' }
  | { readonly does: 'pry'; readonly on: number };

const index = fc.nat(30);

/** Every kind of step; contracts are more frequent than the others. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        does: fc.constant('contract' as const),
        product: fc.constantFrom('personal-life' as const, 'auto' as const),
        days: fc.integer({ min: 2, max: 40 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant('cancel' as const), on: index, reason: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('renew' as const), on: index }) },
    {
      weight: 3,
      arbitrary: fc.record({
        does: fc.constant('answer' as const),
        on: index,
        outcome: fc.constantFrom('issued' as const, 'declined' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 25 }) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('repeat' as const) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('pry' as const), on: index }) },
  ),
  { minLength: 2, maxLength: 12 },
);
