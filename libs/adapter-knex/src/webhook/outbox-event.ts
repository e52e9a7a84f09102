import type { Instant } from '@affinity-engine/kernel';

/** An event for every endpoint of its owner that subscribes to its type. */
export type OutboxEvent = {
  readonly ownerId: string;
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly occurredAt: Instant;
};
