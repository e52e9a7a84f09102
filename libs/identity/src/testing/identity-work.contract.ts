import { instant, isDomainError, type AuditEntry } from '@affinity-engine/kernel';
import type { Client } from '../client.js';
import type { IdentityWork } from '../ports.js';
import { aClient } from './data-fixtures.js';
import { jestGlobals, withPorts, workContract } from '@affinity-engine/kernel/testing';

/** What the contract looks at of an adapter: one store without clients, in which a partner `partner-1` is known. */
export type IdentityContractFixtures = {
  readonly work: IdentityWork;
  /** The audit trail, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
};

/** The code a promise is refused with, null where it is kept. Anything else that is thrown passes through. */
export const refusalOf = (promise: Promise<unknown>): Promise<string | null> =>
  promise.then(
    () => null,
    (thrown: unknown) => {
      if (isDomainError(thrown)) return thrown.code;
      throw thrown;
    },
  );

/** What every adapter of this context's unit of work keeps. */
export function identityWorkContract(name: string, open: () => Promise<IdentityContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the work on clients, ${name}`, () => {
    let store: IdentityContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const add = (client: Client) => store.work.run(async ({ clients }) => clients.add(client));
    const save = (client: Client) => store.work.run(async ({ clients }) => clients.save(client));
    const find = (id: string) => store.work.run(({ clients }) => clients.find(id));

    it.each([
      aClient(),
      aClient({ role: 'admin', partnerId: null, name: 'Operação “Ângela”' }),
      aClient({ role: 'account', partnerId: null, revokedAt: instant('2026-02-03T04:05:06.789Z'), version: 7 }),
    ])('gives back client %j as it was', async (client) => {
      await add(client);
      expect(await find('client-1')).toEqual(client);
      expect(await find('client-2')).toBeNull();
    });

    it('keeps a changed secret and a revocation, and counts the version', async () => {
      await add(aClient());
      const changed = aClient({ secretHash: 'another', revokedAt: instant('2026-02-03T04:05:06.789Z') });
      await save(changed);
      expect(await find('client-1')).toEqual({ ...changed, version: 2 });
    });

    it('refuses a save of what others changed meanwhile', async () => {
      await add(aClient());
      await save(aClient({ secretHash: 'theirs' }));
      expect(await refusalOf(save(aClient({ secretHash: 'ours' })))).toBe('CHANGED-MEANWHILE');
      expect(await find('client-1')).toMatchObject({ secretHash: 'theirs', version: 2 });
    });

    it('refuses an identifier that is taken, with all that was to be kept beside it', async () => {
      await add(aClient());
      const twice = store.work.run(async ({ clients, audit }) => {
        audit.append({ actor: 'tester', action: 'client.created', subject: 'client-1' });
        clients.add(aClient({ name: 'second' }));
      });
      expect(await refusalOf(twice)).toBe('CHANGED-MEANWHILE');
      expect([await find('client-1'), await store.audit()]).toEqual([aClient(), []]);
    });

    it('saves no other client', async () => {
      await add(aClient());
      await add(aClient({ id: 'client-2' }));
      await save(aClient({ secretHash: 'another' }));
      expect(await find('client-2')).toEqual(aClient({ id: 'client-2' }));
    });

    describe('that exist', () => {
      beforeEach(() => add(aClient()));
      workContract(() => ({
        audit: () => store.audit(),
        work: withPorts(store.work, ({ audit, clients }) => ({
          audit,
          async find() {
            const { name = '', version = 0 } = (await clients.find('client-1')) ?? {};
            return { name, version };
          },
          save: (row) => clients.save(aClient(row)),
        })),
      }));
    });
  });
}
