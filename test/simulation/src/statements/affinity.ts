import { writeOrder } from '@affinity-engine/adapter-knex/testing';
import type { Affinity, AffinityRequest, Partner } from '@affinity-engine/affinity';
import { memoryAffinityPorts, scriptedEligibility } from '@affinity-engine/affinity/testing';
import type { MemoryWrite } from '@affinity-engine/kernel/testing';
import type { View } from '../database-port.js';
import { applied, losersOf, nothing, sorted, stale, taken, type Maker } from './maker.js';
import { affinitiesIn } from './rows.js';

const eligibility = scriptedEligibility();

/** Writes of affinities, by the port in memory. */
const byPort = <Row>(call: (ports: ReturnType<typeof memoryAffinityPorts>, row: Row) => void, refusal: () => unknown) =>
  function run({ tables }: View, rows: readonly Row[]): readonly undefined[] {
    for (const row of rows) {
      const writes: MemoryWrite[] = [];
      call(memoryAffinityPorts(affinitiesIn(tables), eligibility, writes), row);
      applied(writes, refusal);
    }
    return nothing(rows);
  };

const affinityLocks = (rows: readonly Affinity[]) =>
  sorted(
    'affinities',
    rows.map(({ id }) => id),
  );
const requestLocks = (rows: readonly { readonly id: string }[]) =>
  sorted(
    'requests',
    rows.map(({ id }) => id),
  );

/** Statements over affinities, requests, partners and first answers. */
export const affinityStatements = ({ statement, guard }: Maker) => ({
  insertAffinity: statement<Affinity>('insert affinity', writeOrder.affinity, {
    grows: true,
    locks: (rows) => [
      ...sorted(
        'affinities',
        rows.map(({ requestId }) => `of ${requestId}`),
      ),
      ...affinityLocks(rows),
    ],
    run: byPort(({ affinities }, row: Affinity) => affinities.add(row), taken),
  }),
  saveAffinity: statement<Affinity>(
    'update affinity',
    writeOrder.affinity,
    { locks: affinityLocks, run: byPort(({ affinities }, row: Affinity) => affinities.save(row), stale) },
    {
      guard: guard('guard affinity', writeOrder.affinity, {
        locks: affinityLocks,
        run: losersOf(
          ({ id }: Affinity) => id,
          ({ affinities }, { id, version }) => affinities.get(id)?.version === version,
        ),
      }),
    },
  ),
  insertRequest: statement<AffinityRequest>('insert request', writeOrder.affinityRequest, {
    grows: true,
    locks: requestLocks,
    run: byPort(({ requests }, row: AffinityRequest) => requests.add(row), taken),
  }),
  useRequest: statement<{ readonly id: string; readonly request: AffinityRequest; readonly affinityId: string }>(
    'use request',
    writeOrder.affinityRequest,
    {
      locks: requestLocks,
      run: byPort(
        ({ requests }, row: { readonly request: AffinityRequest; readonly affinityId: string }) =>
          requests.use(row.request, row.affinityId),
        stale,
      ),
    },
    {
      guard: guard('guard request', writeOrder.affinityRequest, {
        locks: requestLocks,
        run: losersOf(
          ({ id }: { readonly id: string }) => id,
          ({ requests }, { id }) => requests.get(id)?.usedBy === null,
        ),
      }),
    },
  ),
  assertPartner: statement<Partner>(
    'assert unchanged partner',
    writeOrder.partner,
    { run: (_, rows) => nothing(rows) },
    {
      guard: guard('guard partner', writeOrder.partner + 0.5, {
        locks: (rows: readonly Partner[]) =>
          sorted(
            'partners',
            rows.map(({ id }) => id),
            'share',
          ),
        run: ({ tables }, rows) =>
          rows.flatMap(({ id, version }, place) => (tables.partners.get(id)?.version === version ? [] : [place])),
      }),
    },
  ),
  keepAnswer: statement<{ readonly key: string; readonly fingerprint: string; readonly answer: string }>(
    'keep answer',
    writeOrder.answer,
    {
      grows: true,
      locks: (rows) =>
        sorted(
          'answers',
          rows.map(({ key }) => key),
        ),
      run: ({ tables: { answers } }, rows) => {
        for (const { key, ...answer } of rows) {
          if (answers.has(key)) throw stale();
          answers.set(key, answer);
        }
        return nothing(rows);
      },
    },
    {
      guard: guard('guard answer', writeOrder.answer, {
        run: losersOf(
          ({ key }: { readonly key: string }) => key,
          ({ answers }, { key }) => !answers.has(key),
        ),
      }),
    },
  ),
});
