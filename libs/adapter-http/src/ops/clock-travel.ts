import type { Actor, Instant } from '@affinity-engine/kernel';

/** The clock of a sandbox, as people see and move it. */
export type ClockTravel = {
  readonly isSandbox: boolean;
  /** Business time, and where it is going; null: it flows with the machine's. */
  read(): Promise<ClockReading>;
  advance(to: Instant, by: Actor): Promise<void>;
  /** Notes who moved it, in the audit trail. */
  note(to: Instant, by: Actor): Promise<void>;
};

export type ClockReading = { readonly now: Instant; readonly goesTo: Instant | null };
