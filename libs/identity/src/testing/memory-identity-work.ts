import type { AuditEntry, ListById } from '@affinity-engine/kernel';
import type { Client, ClientId } from '../client.js';
import type { IdentityPorts, IdentityWork, Secrets, FailedLogins } from '../ports.js';
import { memoryListById, memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';

export type MemoryIdentity = {
  readonly work: IdentityWork;
  readonly list: ListById<Client>;
  /** The ports of a unit of work that collects into these writes. */
  ports(writes: MemoryWrite[]): IdentityPorts;
  clients(): readonly Client[];
  audit(): readonly AuditEntry[];
};

/** The ports of this context over one store in memory. */
export function memoryIdentityWork(now?: () => number): MemoryIdentity {
  const clients = new Map<ClientId, Client>();
  const audit: AuditEntry[] = [];
  const ports = (writes: MemoryWrite[]): IdentityPorts => portsOver(clients, audit, writes);
  return {
    work: memoryWork(ports, now),
    ports,
    list: memoryListById(() => clients.values()),
    clients: () => [...clients.values()],
    audit: () => [...audit],
  };
}

function portsOver(clients: Map<ClientId, Client>, audit: AuditEntry[], writes: MemoryWrite[]): IdentityPorts {
  return {
    partners: { assertExists: () => Promise.resolve() },
    audit: { append: (entry) => void writes.push({ holds: () => true, apply: () => void audit.push(entry) }) },
    clients: {
      find: async (id) => clients.get(id) ?? null,
      add: (client) =>
        void writes.push({
          holds: () => !clients.has(client.id),
          apply: () => void clients.set(client.id, client),
        }),
      save: (client) =>
        void writes.push({
          holds: () => clients.get(client.id)?.version === client.version,
          apply: () => void clients.set(client.id, { ...client, version: client.version + 1 }),
        }),
    },
  };
}

/** Secrets that a test can foretell, `secret 1`, `secret 2`, …; their digests can be read. */
export function plainSecrets(): Secrets {
  let made = 0;
  const hash = (secret: string): string => `digest of ${secret}`;
  return {
    make: () => {
      made += 1;
      return `secret ${made}`;
    },
    hash,
    matches: (secret, digest) => hash(secret) === digest,
  };
}

/** Counts wrong secrets in this process, by a clock in epoch milliseconds. */
export function memoryFailedLogins(now: () => number): FailedLogins {
  const minutes = new Map<string, { readonly ends: number; count: number }>();
  return {
    async add(address, most) {
      let own = minutes.get(address);
      if (own === undefined || own.ends <= now()) minutes.set(address, (own = { ends: now() + 60_000, count: 0 }));
      if (own.count >= most) return Math.ceil((own.ends - now()) / 1000);
      own.count += 1;
      return null;
    },
  };
}
