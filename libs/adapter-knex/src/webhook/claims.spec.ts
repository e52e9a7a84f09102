import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { instantAt } from '@affinity-engine/kernel';
import { anEndpoint } from '@affinity-engine/webhook/testing';
import { write } from '../engine/committer.js';
import { sealUnder } from '../engine/seal.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { knexDeliveryQueue } from './delivery-queue.js';
import { addEndpoint } from './endpoints.js';
import { outboxStatement } from './outbox.js';

const outbox = outboxStatement({ notify: () => undefined });
const event = { ownerId: 'owner-1', type: 'ping', subject: 'x', body: '{}', occurredAt: instantAt(0) };

describe('an endpoint whose keys cannot be read', () => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await temporaryStore();
    const foreign = sealUnder([new Uint8Array(32).fill(9)]);
    await store.committer.commit([
      ...addEndpoint(anEndpoint({ id: 'broken' }), foreign),
      ...addEndpoint(anEndpoint({ id: 'sound' }), store.seal),
      write(outbox, event),
    ]);
  });
  afterEach(() => store.close());

  it('costs other endpoints nothing, and is reported', async () => {
    const queue = knexDeliveryQueue(store.engine, store.eventFrom);
    expect((await queue.claim(10, 1_000)).map(({ endpoint }) => endpoint.id)).toEqual(['sound']);
    await store.execute('update endpoint_progress set due_at = 0 where id = ?', 'broken');
    await expect(queue.claim(10, 1_000)).rejects.toThrow();
  });

  it('keeps its signing keys from readers of the file', async () => {
    const [row] = await store.rows(`select secrets from endpoint_configuration where id = 'sound'`);
    expect(String(row?.['secrets'])).not.toContain('whsec_');
  });
});
