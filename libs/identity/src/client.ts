import type { Instant } from '@affinity-engine/kernel';

export type ClientId = string;

/** What a client may do: sell as a partner, operate the engine, or work for an account of brokers. */
export type Role = 'partner' | 'admin' | 'account';

/** A program that calls the API with credentials of its own. */
export type Client = {
  readonly id: ClientId;
  readonly name: string;
  readonly role: Role;
  /** The partner of a client with role `partner`, otherwise null. */
  readonly partnerId: string | null;
  /** Digest of the secret; the secret itself is shown once and not stored. */
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  /** Counts rotations and revocation; tokens of earlier versions are invalid. */
  readonly version: number;
};
