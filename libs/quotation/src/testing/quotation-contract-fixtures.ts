import { instant, type AuditEntry } from '@affinity-engine/kernel';
import type { QuotationLists, QuotationNumbers, QuotationWork } from '../ports.js';

/** What the contract looks at of an adapter: one store, empty when it is opened. */
export type QuotationContractFixtures = {
  readonly work: QuotationWork;
  readonly lists: QuotationLists;
  readonly numbers: QuotationNumbers;
  /** The audit trail, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
  /** Keeps the partner `partner-1`, whose affinity group admits sales of all products or of none of the suite's. */
  keepPartner(admits: boolean): Promise<void>;
  close(): Promise<void>;
};

/** What is being paid. */
export const lock = { proposalNumber: '41125730650001', until: instant('2022-11-14T01:04:03.004Z') };
