import type { AuditEntry } from '@affinity-engine/kernel';
import type { AffinityGroupLists, AffinityGroupWork } from '../ports.js';

/** What the contract looks at of an adapter: one store, empty when it is opened. */
export type AffinityGroupContractFixtures = {
  readonly work: AffinityGroupWork;
  readonly lists: AffinityGroupLists;
  /** The audit trail, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
};
