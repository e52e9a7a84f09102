import { expect, it } from '@jest/globals';
import { clusterUnderFailures } from './cluster-under-failures.js';

it('a cluster loses nothing, keeps the order and explains duplicates while everything in it fails in turn', async () => {
  const outcome = await clusterUnderFailures({
    apis: 2,
    dispatchers: 2,
    endpoints: 30,
    contracts: 60,
    failures: {
      'SIGKILL of a process': 2,
      'a dispatcher suspended for longer than its lease': 1,
      'SIGKILL of NATS': 1,
      'NATS wiped': 1,
      'an immediate restart of PostgreSQL': 1,
      'a connection ended between two statements': 1,
    },
    seed: Date.now() % 1_000_000,
  });
  expect(outcome.problems).toEqual([]);
  expect(outcome.deliveries).toBe(30 * 60);
  expect(outcome.inFeed).toBe(120);
}, 240_000);
