import { engineInProcess } from '@affinity-engine/test-faults';
import { expect, it } from '@jest/globals';
import { operations } from './operations/table.js';
import { proveRequests } from './requests/requests.js';
import { clock, unlimited } from './wire.js';

it('generated requests', async () => {
  const engine = await engineInProcess(clock, { env: unlimited });
  const {
    problems,
    operations: counted,
    repeated,
  } = await proveRequests(engine, {
    each: Number(process.env['N'] ?? 20),
    seed: 1,
    progress: (t) => process.stderr.write(t + '\n'),
  });
  console.log(repeated);
  expect(problems).toEqual({ serverErrors: [], wrongReplies: [], changes: [], repeats: [] });
  expect(Object.keys(counted).length).toBe(Object.keys(operations).length);
}, 600_000);
