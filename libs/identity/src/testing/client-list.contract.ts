import { instant, type ListById } from '@affinity-engine/kernel';
import { listByIdContract, unsortedIds } from '@affinity-engine/kernel/testing';
import type { Client } from '../client.js';
import type { IdentityWork } from '../ports.js';
import { aClient } from './data-fixtures.js';

/** What the suite looks at of an adapter: one store without clients, in which a partner `partner-1` is known. */
export type ClientListContractFixtures = {
  readonly work: IdentityWork;
  readonly list: ListById<Client>;
  close(): Promise<void>;
};

const revokedAt = instant('2026-02-03T04:05:06.789Z');

const clients: readonly Client[] = unsortedIds.map((id, at) =>
  aClient({
    id,
    name: `Cliente “${id}”`,
    secretHash: `digest of ${id}`,
    ...(at % 2 === 0 ? { role: 'admin', partnerId: null, version: at + 1 } : { revokedAt }),
  }),
);

/** What every list of clients keeps. */
export const clientListContract = (name: string, open: () => Promise<ClientListContractFixtures>): void =>
  listByIdContract(`clients, ${name}`, clients, async () => {
    const { work, list, close } = await open();
    const fill = () => work.run(async (unit) => clients.forEach((each) => unit.clients.add(each)));
    return { list, fill, close };
  });
