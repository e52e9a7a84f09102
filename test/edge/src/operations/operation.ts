import { randomUUID } from 'node:crypto';
import type { Role } from '../callers.js';
import type { Scene, Side } from '../scene.js';

/** What a caller is answered: the same for all dialects. */
export type Outcome = 'allowed' | 'unauthenticated' | 'refused' | 'unknown' | 'malformed';

/** A valid request of an operation, without the credentials of its caller. */
export type Wanted = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** In place of those of the caller. */
  readonly headers?: Readonly<Record<string, string>>;
};

type Gate =
  | { readonly gate: 'bearer'; readonly roles: readonly Role[] }
  /** A browser in which anybody signed in. */
  | { readonly gate: 'session' }
  | { readonly gate: 'agency' }
  | { readonly gate: 'subscription' }
  /** All callers are answered the same; what the request holds decides. */
  | { readonly gate: 'public'; readonly outcomes: Readonly<Record<string, Outcome>> };

/** One row of the table: who may make a call, for whose objects. */
export type Operation = Gate & {
  /** Whose objects a request may name; empty where it names none. */
  readonly objects: readonly Side[];
  /** Whether only the owner of an object may name it: for others it is as if it did not exist. */
  readonly isOwned: boolean;
  /** Whether a request may name an object of one side beside other names of another side. */
  readonly isMixed?: true;
  /** Whether the call reads the header `authorization` itself, and refuses a bearer token there. */
  readonly readsAuthorization?: true;
  /** Whether an object serves one request only. */
  readonly isUsedUp?: true;
  /**
   * Makes a request about an object of a side, after what has to be there before. `from` is the side whose other names
   * the request has, such as a register number beside a quotation.
   */
  readonly request: (scene: Scene, object: string, from: Side) => Promise<Wanted>;
};

type Request = Operation['request'];

export const ofPartner = (request: Request, more: Partial<Operation> = {}) =>
  ({
    ...{ gate: 'bearer', roles: ['partner'], objects: ['one', 'other'], isOwned: true },
    ...{ request, ...more },
  }) as Operation;

export const ofAdmin = (request: Request, more: Partial<Operation> = {}) =>
  ({ gate: 'bearer', roles: ['admin'], objects: [], isOwned: false, request, ...more }) as Operation;

export const ofSubscription = (request: Request, more: Partial<Operation> = {}) =>
  ({ gate: 'subscription', objects: ['one', 'other'], isOwned: true, request, ...more }) as Operation;

export const ofAgency = (request: Request, more: Partial<Operation> = {}) =>
  ({ gate: 'agency', objects: [], isOwned: false, request, ...more }) as Operation;

export const ofPublic = (outcomes: Readonly<Record<string, Outcome>>, request: Request, more = {}): Operation => ({
  ...{ gate: 'public', outcomes, objects: [], isOwned: false },
  ...{ request, ...more },
});

const kept = new WeakMap<Scene, Map<string, Promise<unknown>>>();

/** What is made once for all requests that only read it. */
export function once<Made>(scene: Scene, name: string, make: () => Promise<Made>): Promise<Made> {
  const its = kept.get(scene) ?? new Map<string, Promise<unknown>>();
  kept.set(scene, its);
  const made = its.get(name) ?? make();
  its.set(name, made);
  return made as Promise<Made>;
}

/** An object of a side, remembered as what only this side may see; an identifier of nothing for nobody. */
export async function belongsTo(scene: Scene, side: string, make: (side: Side) => Promise<string>): Promise<string> {
  if (side === 'nobody') return randomUUID();
  const id = await make(side as Side);
  scene.seenBy[side as Side].add(id);
  return id;
}

export const ofSession = (request: Request, more: Partial<Operation> = {}) =>
  ({ gate: 'session', objects: [], isOwned: false, request, ...more }) as Operation;
