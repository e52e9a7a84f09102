import type * as identity from '@affinity-engine/identity';
import type { MachineClock } from '@affinity-engine/webhook';
import type { UseCases } from '../edge/use-cases.js';

/** How people may sign in by OpenID Connect. */
export type ProviderSignIn = {
  readonly provider: identity.OpenIdProvider;
  /** What the button says. */
  readonly label: string;
};

/** The use cases that browsers' sessions call. */
export type PeopleUseCases = UseCases<
  typeof identity,
  'signIn' | 'signInByLink' | 'signInProvided' | 'signOut' | 'personOfSession'
> & {
  /** Null: nobody signs in by OpenID Connect. */
  readonly openId: ProviderSignIn | null;
  /** Seal what a browser keeps while it is at the provider; the first one seals. */
  readonly attemptKeys: readonly [Uint8Array, ...Uint8Array[]];
  readonly machineClock: MachineClock;
  readonly publicUrl: () => string;
};
