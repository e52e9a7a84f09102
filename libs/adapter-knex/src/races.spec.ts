import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { aCode, aGroup, anOrganization } from '@affinity-engine/affinity-group/testing';
import { GuardFailed, write, type Committer, type Write } from './engine/committer.js';
import { updateOf } from './engine/statements.js';
import { knexWork } from './engine/work.js';
import { writeOrder } from './engine/write-order.js';
import { knexAssociations } from './affinity-group/associations.js';
import { knexGroups } from './affinity-group/affinity-groups.js';
import { knexOrganizations, organizationTable } from './affinity-group/organizations.js';
import { knexProducerCodes } from './affinity-group/producer-codes.js';
import type { TemporaryStore } from './testing/temporary-store.js';
import { twoProcesses, type TwoProcesses } from './testing/two-processes.js';
import { waitingForLocks } from './testing/waiting-for-locks.js';
import { addEndpoint, knexEndpoints, openFirstEndpoint } from './webhook/endpoints.js';
import type { OutboxEvent } from './webhook/outbox-event.js';
import { outboxStatement } from './webhook/outbox.js';
import { knexDeliveryQueue } from './webhook/delivery-queue.js';

const at = instant('2026-01-02T12:00:00Z');
const event = (ownerId: string, subject: string): OutboxEvent => ({
  ownerId,
  type: 'affinity.issued',
  subject,
  body: '{}',
  occurredAt: at,
});
const outbox = outboxStatement({ notify: () => undefined });

/** Two processes on one PostgreSQL database: each has connections and a committer of its own. */
describe('two processes on one database', () => {
  let store: TemporaryStore;
  let processes: TwoProcesses;
  let committers: readonly [Committer, Committer];
  const pending: Promise<unknown>[] = [];

  beforeEach(async () => {
    processes = await twoProcesses();
    ({ store, committers } = processes);
  });
  afterEach(() => processes.close());

  const commit = (of: 0 | 1, ...writes: readonly Write[]) => committers[of].commit(writes);
  const engineOf = (of: 0 | 1) => ({ ...store.engine, committer: committers[of] });
  const collected = (collect: (writes: Write[]) => void): readonly Write[] => {
    const writes: Write[] = [];
    collect(writes);
    return writes;
  };
  /** Holds a row in a transaction of a third process while others come. */
  const whileLocked = async (sql: string, act: () => readonly Promise<unknown>[], waiting: number): Promise<void> => {
    let acting: readonly Promise<unknown>[] = [];
    await store.database.transaction(async (execute) => {
      await execute(sql, []);
      acting = act();
      await waitingForLocks(store, waiting);
    });
    await Promise.all(acting);
  };

  it('keep a replay that comes while its endpoint is released', async () => {
    await commit(0, ...addEndpoint(anEndpoint({ id: 'e', ownerId: 'o' }), store.seal));
    await commit(0, write(outbox, event('o', 'a')));
    const queue = knexDeliveryQueue(engineOf(0), store.eventFrom);
    const [claim] = await queue.claim(1, 60_000);
    if (claim === undefined) throw new Error('nothing was claimed');
    const replaying = collected((writes) => knexEndpoints(store.engine)(writes).replay('e', 1, 1));
    const progress = { cursor: 1, failures: 0, attempts: [], lines: [] };
    await whileLocked(
      `select 1 from endpoint_progress where id = 'e' for no key update`,
      () => [commit(1, ...replaying), queue.release(claim, progress, null)],
      2,
    );
    expect(await store.rows(`select lines, cursor, due_at is null as never from endpoint_progress`)).toEqual([
      { lines: 1, cursor: 1, never: false },
    ]);
  });

  it('give an owner one first endpoint', async () => {
    const first = (of: 0 | 1) =>
      openFirstEndpoint(engineOf(of), anEndpoint({ id: `endpoint-${of}`, ownerId: 'insurer:1' }));
    await whileLocked(
      `insert into endpoint_configuration (id, owner_id, secrets, ordering, paused, disabled, created_at, first_of)
       values ('theirs', 'insurer:1', '', 'endpoint', 0, 0, 0, 'insurer:1')`,
      () => [first(0), first(1)],
      2,
    );
    expect(await store.rows('select id from endpoint_configuration')).toEqual([{ id: 'theirs' }]);
    expect(await store.rows('select id from endpoint_progress')).toEqual([]);
  });

  describe('on a sale and the revocation of its code', () => {
    const association = { groupId: aGroup().id, producerCodeId: aCode().id, mark: 'mark' };
    const sale = () =>
      collected((writes) => {
        const { groupId, producerCodeId } = association;
        knexAssociations(store.database.reader)(writes).assertUnchanged(groupId, producerCodeId);
        writes.push(write(outbox, event('o', 'sold')));
      });
    const sold = () => store.rows('select subject from webhook_event');

    beforeEach(async () => {
      const { reader } = store.database;
      const group = collected((writes) => {
        knexOrganizations(reader)(writes).add(anOrganization());
        knexProducerCodes(reader)(writes).add(aCode());
        knexGroups(reader)(writes).add(aGroup());
        knexAssociations(reader)(writes).add(association);
      });
      await commit(0, ...group);
      await commit(0, ...addEndpoint(anEndpoint({ id: 'e', ownerId: 'o' }), store.seal));
    });

    it('make the revocation wait until a sale that was checked is committed', async () => {
      const revocation = collected((writes) => knexAssociations(store.database.reader)(writes).remove(association));
      let soldBefore: unknown;
      await store.database.transaction(async (execute) => {
        await execute(`select 1 from endpoint_progress where id = 'e' for no key update`, []);
        const selling = commit(0, ...sale());
        await waitingForLocks(store, 1);
        const revoking = commit(1, ...revocation).then(async () => (soldBefore = await sold()));
        await waitingForLocks(store, 2);
        pending.push(selling, revoking);
      });
      await Promise.all(pending.splice(0));
      expect(soldBefore).toEqual([{ subject: 'sold' }]);
    });

    it('refuse the sale that waited for a revocation', async () => {
      let outcome: unknown;
      await whileLocked(
        `delete from affinity_group_producer_code`,
        () => [commit(0, ...sale()).catch((failure: unknown) => (outcome = failure))],
        1,
      );
      expect([outcome, await sold()]).toEqual([expect.any(GuardFailed), []]);
    });
  });

  it('go on with other endpoints while one stays locked; what needs it fails as unavailable', async () => {
    for (const id of ['a', 'b']) await commit(0, ...addEndpoint(anEndpoint({ id, ownerId: id }), store.seal));
    const outcomes: string[] = [];
    await store.database.transaction(async (execute) => {
      await execute(`select 1 from endpoint_progress where id = 'a' for no key update`, []);
      const sets = ['b', 'a', 'b', 'b'].map((ownerId) =>
        commit(0, write(outbox, event(ownerId, 's'))).then(
          () => outcomes.push(ownerId),
          (failure: unknown) => outcomes.push(`${ownerId} ${String(store.database.isUnavailable(failure))}`),
        ),
      );
      await Promise.all(sets);
    });
    expect(outcomes).toEqual(['b', 'a true', 'b', 'b']);
  }, 20_000);

  it('give each of sixty that change one row at the same time its turn', async () => {
    await store.execute(`insert into organization values ('o', '', 1)`);
    const rename = updateOf(organizationTable, writeOrder.organization);
    const changing = ([0, 1] as const).map((of) => knexWork(engineOf(of), (writes) => writes));
    const change = (of: 0 | 1) =>
      changing[of]?.run(async (writes) => {
        const [row] = await store.rows('select * from organization');
        const { name, ...organization } = organizationTable.read(row ?? {});
        writes.push(write(rename, { ...organization, name: `${name}x` }));
      });
    await Promise.all(Array.from({ length: 60 }, (_, index) => change((index % 2) as 0 | 1)));
    expect(await store.rows('select name, version from organization')).toEqual([{ name: 'x'.repeat(60), version: 61 }]);
  });

  it('lock many endpoints in one order: no deadlock among a thousand transactions over hot endpoints', async () => {
    const owners = Array.from({ length: 40 }, (_, index) => `o${index}`);
    for (const ownerId of owners) {
      await commit(0, ...addEndpoint(anEndpoint({ id: `e-${ownerId}`, ownerId }), store.seal));
    }
    const deadlocks = async () =>
      Number(
        (await store.rows(`select deadlocks from pg_stat_database where datname = current_database()`))[0]?.[
          'deadlocks'
        ],
      );
    const before = await deadlocks();
    let seed = 7;
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const sets = Array.from({ length: 1_000 }, (_, index) =>
      commit(
        (index % 2) as 0 | 1,
        ...Array.from({ length: 4 }, () => write(outbox, event(owners[next(40)] ?? '', `s${index}`))),
      ),
    );
    await Promise.all(sets);
    const [{ gaps } = {}] = await store.rows(
      `select count(*) as gaps from endpoint_progress e
       where last_sequence <> (select count(*) from webhook_event v where v.endpoint_id = e.id)`,
    );
    expect([gaps, (await deadlocks()) - before]).toEqual([0, 0]);
    expect(await store.rows('select count(*) as events from webhook_event')).toEqual([{ events: 4_000 }]);
  }, 30_000);
});
