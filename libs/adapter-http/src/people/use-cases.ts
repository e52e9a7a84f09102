import type * as identity from '@affinity-engine/identity';
import type { MachineClock } from '@affinity-engine/webhook';
import type { UseCases } from '../edge/use-cases.js';
import type { ProviderSignIn } from './provider-sign-in.js';

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
