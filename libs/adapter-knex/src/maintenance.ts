import type { Actor } from '@affinity-engine/kernel';
import type { Endpoint } from '@affinity-engine/webhook';
import { deleteExpired, type Retention } from './delete-expired.js';
import type { Engine } from './engine/engine.js';
import { deriveUnderwriting } from './quotation/derive-underwriting.js';
import { resealAll, type Resealed } from './reseal.js';
import { secretMatches, unrevokedIdsCreatedBy, type Access } from './startup-checks.js';
import { bringForward } from './webhook/bring-forward.js';
import { openFirstEndpoint } from './webhook/endpoints.js';

/** What keeps a store in order. */
export type Maintenance = {
  /**
   * Deletes expired first answers, ended counts, and old attempts, refusals and delivered events, a limited number at a time.
   * @returns how many rows were deleted: while it is not 0, there may be more
   */
  deleteExpired(retention: Retention): Promise<number>;
  /**
   * Makes deliveries due that wait for longer than any back-off or lease, because the clock was set back since.
   * @returns how many endpoints: while it is not 0, there may be more
   */
  bringForward(longestMs: number): Promise<number>;
  /** Derives how quotations of an earlier version stand with underwriting. @returns how many: while it is not 0, there may be more */
  deriveUnderwriting(): Promise<number>;
  /** Adds an endpoint if its owner has none: the owner's events wait from then on. */
  openFirstEndpoint(endpoint: Endpoint): Promise<void>;
  /** Whether the database was encrypted with this key. The first key used is recorded. */
  secretMatches(): Promise<boolean>;
  /** Seals under the current key all that is sealed under a previous one. */
  reseal(progress: (done: Resealed) => void): Promise<readonly Resealed[]>;
  /** Ids of the clients or subscriptions an actor created that are not revoked. */
  unrevokedIdsCreatedBy(access: Access, actor: Actor): Promise<readonly string[]>;
};

export const maintenanceOf = (engine: Engine): Maintenance => ({
  deleteExpired: (retention) => deleteExpired(engine, retention),
  bringForward: (longestMs) => bringForward(engine, longestMs),
  deriveUnderwriting: () => deriveUnderwriting(engine),
  openFirstEndpoint: (endpoint) => openFirstEndpoint(engine, endpoint),
  secretMatches: () => secretMatches(engine),
  reseal: (progress) => resealAll(engine, progress),
  unrevokedIdsCreatedBy: (access, actor) => unrevokedIdsCreatedBy(engine.reader, access, actor),
});
