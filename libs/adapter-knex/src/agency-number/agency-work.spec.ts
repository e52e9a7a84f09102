import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import type { AgencyWork } from '@affinity-engine/agency-number';
import {
  aBroker,
  aBrokerOwner,
  agencyWorkContract,
  anAccount,
  anAccountOwner,
  aWrittenNumber,
} from '@affinity-engine/agency-number/testing';
import { aClient } from '@affinity-engine/identity/testing';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { listAudit } from '../audit.js';
import { listById } from '../engine/reads.js';
import { knexIdentityWork } from '../identity/identity-work.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { accountTable, brokerTable } from './accounts.js';
import { listAgencyNumbers } from './agency-numbers.js';
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

agencyWorkContract('on SQLite', async () => {
  const { work, database, close } = await withUsers();
  return { work, audit: () => listAudit(database.reader)({ limit: 100 }), close };
});

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

  it('are of a broker of their own account, whoever writes them', async () => {
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

  it('are found along an index, whatever they are looked up by', async () => {
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

  it('and accounts with their brokers are listed for operators a page at a time', async () => {
    await store.work.run(async ({ numbers }) => {
      numbers.add(aWrittenNumber({ id: 'b', number: 'B', internalComment: 'seen by operators' }));
      numbers.add(aWrittenNumber({ id: 'a', number: 'A', owner: anAccountOwner }));
      numbers.add(aWrittenNumber({ id: 'c', number: 'C', insurerId: 'ins-5036' }));
    });
    const { reader } = store.database;
    const ids = async (list: (after: string | null, limit: number) => Promise<readonly { readonly id: string }[]>) => {
      const first = await list(null, 2);
      return [first, await list(first.at(-1)?.id ?? null, 2)].map((page) => page.map(({ id }) => id));
    };
    const numbers = listAgencyNumbers(reader);
    expect(await ids(numbers({}))).toEqual([['a', 'b'], ['c']]);
    expect(await ids(numbers({ brokerId: 'broker-1' }))).toEqual([['b', 'c'], []]);
    expect(await ids(numbers({ accountId: 'account-1', insurerId: 'ins-5405' }))).toEqual([['a', 'b'], []]);
    expect(await ids(numbers({ accountId: 'account-2' }))).toEqual([[], []]);
    expect((await numbers({})(null, 9))[1]?.internalComment).toBe('seen by operators');
    expect(await ids(listById(reader, accountTable))).toEqual([['account-1', 'account-2'], []]);
    expect(await ids(listById(reader, brokerTable, { account_id: 'account-1' }))).toEqual([
      ['broker-1', 'broker-2'],
      ['broker-3'],
    ]);
  });
});
