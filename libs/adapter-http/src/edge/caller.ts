import type { Owner } from '@affinity-engine/agency-number';
import type { Person } from '@affinity-engine/identity';
import type { Subscription } from '@affinity-engine/quotation';

/** The caller, by its token or key, as the store confirms it. */
export type Caller =
  | { readonly kind: 'public' }
  | { readonly kind: 'partner'; readonly clientId: string; readonly partnerId: string; readonly person?: Person }
  /** A program, or a person whose roles admit the call; where it admits that for some insurers alone, those are its `insurerIds`. */
  | {
      readonly kind: 'admin';
      readonly clientId: string;
      readonly person?: Person;
      readonly insurerIds?: readonly string[];
    }
  /** A person in a browser session, with any roles. */
  | { readonly kind: 'person'; readonly clientId: string; readonly person: Person }
  | { readonly kind: 'account'; readonly clientId: string }
  /** A client of role account that works for an account or one of its brokers. */
  | { readonly kind: 'apiUser'; readonly clientId: string; readonly owner: Owner }
  | { readonly kind: 'subscription'; readonly subscription: Subscription };

export type CallerKind = Caller['kind'];

/** The caller of a route that admits these kinds. */
export type CallerOf<Kinds extends readonly CallerKind[]> = Extract<Caller, { readonly kind: Kinds[number] }>;

/** Identifies the caller in logs and keys; undefined for the public. */
export function callerId(caller: Caller): string | undefined {
  if (caller.kind === 'public') return undefined;
  return caller.kind === 'subscription' ? caller.subscription.id : caller.clientId;
}
