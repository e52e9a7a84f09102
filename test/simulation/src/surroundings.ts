import type { Products } from '@affinity-engine/affinity';
import type { DispatcherSettings } from '@affinity-engine/webhook';
import type { Alterations } from './alterations.js';
import type { Bus } from './bus.js';
import type { Database } from './database-port.js';
import type { Receivers } from './receivers.js';
import type { Sometimes } from './sometimes.js';
import type { Flavour } from './store.js';
import type { StreamServer } from './stream.js';
import type { World } from './world.js';

/** What all processes of a run share. */
export type Surroundings = {
  readonly world: World;
  readonly database: Database;
  readonly bus: Bus;
  readonly stream: StreamServer;
  readonly receivers: Receivers;
  readonly sometimes: Sometimes;
  /** Called for each broken promise. */
  readonly broken: (invariant: string, what: string) => void;
  readonly alterations: Alterations;
  readonly products: Products;
  readonly flavour: Flavour;
  readonly writers: number;
  /** Milliseconds that business time is ahead of machine time. */
  readonly days: { offsetMs: number };
  /** When the insurer answers. */
  readonly insurer: { readonly answerInMs: () => number | null };
};

export const dispatcherSettings: DispatcherSettings = {
  backOffSeconds: [1, 4, 15],
  timeoutMs: 2_000,
  concurrency: 4,
  sweepMs: 1_000,
};

/** How long two keys sign during a rotation. */
export const overlapMs = 20_000;
