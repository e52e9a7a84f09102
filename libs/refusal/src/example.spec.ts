import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
// example
import { groupRefusals, readRefusal, refusalLog } from '@affinity-engine/refusal';
import { memoryRefusals } from '@affinity-engine/refusal/testing';

const store = memoryRefusals();
const now = () => instant('2026-01-02T12:00:00Z');
const log = refusalLog(store, { now, mostPerHour: 100, dropped: () => undefined });

log.note({
  ...{ reference: '5f0c8a1e', caller: 'partner', clientId: 'client-1', partnerId: 'partner-1' },
  ...{ operation: 'createAffinity', code: 'HOLDER-INVALID', status: 400 },
  problems: [{ path: 'affinity_holder.cpf', expected: 'a valid CPF' }],
  about: { productId: 'personal-life' },
});
await log.flush(); // every second

const refusal = await readRefusal(store.lists)('5f0c8a1e', 'partner-1');
const { groups } = await groupRefusals(store.lists, now)({});
// end

it('keeps a refusal', () => {
  expect(refusal).toMatchObject({ code: 'HOLDER-INVALID', at: '2026-01-02T12:00:00.000Z' });
});

it('counts it', () => {
  expect(groups).toMatchObject([{ code: 'HOLDER-INVALID', count: 1, newest: '5f0c8a1e' }]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
