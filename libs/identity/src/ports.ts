import type { Audit, Work } from '@affinity-engine/kernel';
import type { Client, ClientId } from './client.js';

export interface Clients {
  find(id: ClientId): Promise<Client | null>;
  add(client: Client): void;
  /** Guarded by `version`. */
  save(client: Client): void;
}

export type IdentityPorts = {
  readonly clients: Clients;
  readonly audit: Audit;
  /** Rejects with PARTNER-UNKNOWN for an unknown id. */
  readonly partners: { assertExists(id: string): Promise<void> };
};

export type IdentityWork = Work<IdentityPorts>;

/** Makes secrets and compares them with their digests in constant time. */
export interface Secrets {
  make(): string;
  hash(secret: string): string;
  matches(secret: string, hash: string): boolean;
}

/** Counts wrong secrets by the address they come from, for all processes. */
export interface FailedLogins {
  /**
   * Counts a wrong secret, unless `most` were counted within a minute that began with the first of them.
   * @returns null if it was counted, else the seconds until that minute ends, at least 1
   */
  add(address: string, most: number): Promise<number | null>;
}
