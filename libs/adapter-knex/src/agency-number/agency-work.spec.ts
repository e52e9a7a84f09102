import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import type { AgencyWork } from '@affinity-engine/agency-number';
import { aBroker, aBrokerOwner, anAccount, aWrittenNumber } from '@affinity-engine/agency-number/testing';
import { aClient } from '@affinity-engine/identity/testing';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { knexIdentityWork } from '../identity/identity-work.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { knexAgencyWork } from './agency-work.js';

const clock = fixedClock('2026-01-02T12:00:00Z');

async function withUsers() {
  const store = await temporaryStore();
  const { engine } = store;
  await knexIdentityWork(engine, clock).run(async ({ clients }) => {
    for (const id of ['user-1', 'user-2']) clients.add(aClient({ id, role: 'account', partnerId: null }));
  });
  return { ...store, work: knexAgencyWork(engine, clock) };
}

describe('agency numbers on SQLite', () => {
  let store: TemporaryStore & { readonly work: AgencyWork };
  beforeEach(async () => {
    store = await withUsers();
    await store.work.run(async ({ accounts }) => {
      accounts.add(anAccount());
      accounts.add(anAccount({ id: 'account-2' }));
      for (const id of ['broker-1', 'broker-2', 'broker-3']) accounts.addBroker(aBroker({ id }));
    });
  });
  afterEach(() => store.close());

  it('are of a broker of their own account, also if the row is written by hand', async () => {
    const owner = { accountId: 'account-2', brokerId: 'broker-1' };
    const foreign = store.work.run(async ({ numbers }) => numbers.add(aWrittenNumber({ owner })));
    await expect(foreign).rejects.toThrow(/FOREIGN KEY/);
  });

  it('are inserted by one statement, however many', async () => {
    const sent: string[] = [];
    store.database.writer.on('query', ({ sql }: { readonly sql: string }) => void sent.push(sql));
    await store.work.run(async ({ numbers }) => {
      for (let one = 0; one < 1_000; one += 1) numbers.add(aWrittenNumber({ id: `n-${one}`, number: `N${one}` }));
    });
    expect(sent.filter((sql) => sql.startsWith('insert into agency_number '))).toHaveLength(1);
    expect(sent.length).toBeLessThan(6);
  });

  it('are found along an index by each of their keys', async () => {
    const plans: string[] = [];
    const asked: { readonly sql: string; readonly bindings: readonly string[] }[] = [];
    store.database.reader.on('query', (query) => void asked.push(query as (typeof asked)[number]));
    await store.work.run(async ({ numbers }) => {
      await numbers.at(aBrokerOwner, 'ins-5405');
      await numbers.matching(aBrokerOwner, [{ insurerId: 'ins-5405', number: 'A1' }]);
      await numbers.usedExternalIds('account-1', ['x']);
      await numbers.find('x', aBrokerOwner);
    });
    for (const { sql, bindings } of [...asked]) {
      const rows = await store.rows(`explain query plan ${sql}`, ...bindings);
      plans.push(rows.map(({ detail }) => String(detail)).join('; '));
    }
    expect(plans).toEqual([
      expect.stringMatching(
        /^SEARCH agency_number USING INDEX agency_number_by_addition \(owner_id=\? AND insurer_id=\?\)$/,
      ),
      expect.stringMatching(
        /SEARCH n USING INDEX agency_number_by_number \(owner_id=\? AND insurer_id=\? AND number=\?\)/,
      ),
      expect.stringMatching(
        /SEARCH n USING (COVERING )?INDEX agency_number_external_id_is_used_once \(account_id=\? AND external_unique_id=\?\)/,
      ),
      expect.stringMatching(/SEARCH agency_number USING INDEX sqlite_autoindex_agency_number_1 \(id=\?\)/),
    ]);
  });
});
