import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { aPartner } from '@affinity-engine/affinity/testing';
import { aClient, identityWorkContract } from '@affinity-engine/identity/testing';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { knexPartners, partnerTable } from '../affinity/partners.js';
import { listAudit } from '../audit.js';
import type { Write } from '../engine/committer.js';
import { listById } from '../engine/reads.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { clientTable } from './clients.js';
import { knexIdentityWork } from './identity-work.js';

const clock = fixedClock('2026-01-02T12:00:00Z');

async function withPartners(...ids: readonly string[]) {
  const store = await temporaryStore();
  const { engine } = store;
  const writes: Write[] = [];
  for (const id of ids) knexPartners(engine.reader)(writes).add(aPartner({ id, cnpj: `cnpj of ${id}` }));
  await engine.committer.commit(writes);
  return { ...store, work: knexIdentityWork(engine, clock) };
}

identityWorkContract('on SQLite', async () => {
  const store = await withPartners('partner-1');
  return {
    work: store.work,
    audit: () => listAudit(store.database.reader)({ limit: 100 }),
    close: store.close,
  };
});

describe('lists for operators', () => {
  let store: TemporaryStore & Awaited<ReturnType<typeof withPartners>>;
  beforeEach(async () => {
    store = await withPartners('a', 'b', 'c');
  });
  afterEach(() => store.close());

  it('show partners and clients a page at a time, by identifier', async () => {
    await store.work.run(async ({ clients }) => {
      for (const id of ['x', 'z', 'y']) clients.add(aClient({ id, partnerId: 'a' }));
    });
    const { reader } = store.database;
    const pages = async (
      list: (after: string | null, limit: number) => Promise<readonly { readonly id: string }[]>,
    ) => {
      const first = await list(null, 2);
      const second = await list(first.at(-1)?.id ?? null, 2);
      return [first, second].map((page) => page.map(({ id }) => id));
    };
    expect(await pages(listById(reader, partnerTable))).toEqual([['a', 'b'], ['c']]);
    expect(await pages(listById(reader, clientTable))).toEqual([['x', 'y'], ['z']]);
  });

  it('show the trail newest first, of one subject where it is asked for', async () => {
    await store.work.run(async ({ audit }) => {
      for (const subject of ['p', 'q', 'p'])
        audit.append({ actor: 'op', action: 'client.created', subject, details: { n: 1 } });
      audit.append({ actor: 'op', action: 'client.revoked', subject: 'p' });
    });
    const list = listAudit(store.database.reader);
    const all = await list({ limit: 10 });
    expect(all.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(all[0]).toEqual({
      number: 4,
      at: clock.now(),
      actor: 'op',
      action: 'client.revoked',
      subject: 'p',
      details: {},
    });
    expect(all[3]?.details).toEqual({ n: 1 });
    expect((await list({ subject: 'p', before: 4, limit: 1 })).map(({ number }) => number)).toEqual([3]);
  });
});
