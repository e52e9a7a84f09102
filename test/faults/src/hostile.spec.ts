import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine, type Engine } from '@affinity-engine/test-harness';
import { startHostileReceivers, type HostileReceivers } from './hostile/receivers.js';
import { openScene } from './hostile/scene.js';

describe('a hostile receiver', () => {
  let receivers: HostileReceivers;
  let engine: Engine;

  beforeAll(async () => {
    receivers = startHostileReceivers();
    engine = await startEngine({
      env: {
        WEBHOOK_TIMEOUT_SECONDS: '0.5',
        WEBHOOK_BACKOFF_SECONDS: '0.1,0.2',
        NODE_EXTRA_CA_CERTS: receivers.authorityFile,
        LOG_LEVEL: 'error',
      },
    });
  }, 30_000);
  afterAll(async () => {
    await engine.kill();
    await receivers.close();
  });

  it.each([
    '200 over TLS, as agreed',
    'TLS that has expired',
    'TLS of another host',
    'a reset before reading',
    'a reset of the second request on a connection',
    'an endless body',
    'a redirect loop',
  ])('of the kind "%s" skips no event and changes no order, and the log says what it did', async (name) => {
    const scene = await openScene(engine, receivers, name, { endpoints: 2, events: 3 });
    await scene.begin();
    await scene.someAttempts();
    const { attempts, problems } = await scene.end();
    expect(problems).toEqual([]);
    expect(attempts.length).toBeGreaterThan(0);
  });
});
