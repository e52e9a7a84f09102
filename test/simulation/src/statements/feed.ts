import { writeOrder } from '@affinity-engine/adapter-knex/testing';
import type { FeedPosition } from '@affinity-engine/webhook';
import { sorted, type Maker } from './maker.js';
import { feedIn } from './rows.js';

/** Statements over the feed, leases and marks of transactions. */
export const feedStatements = ({ statement, known }: Maker) => ({
  keepRelayed: statement<{ readonly stream: string; readonly last: readonly FeedPosition[] }, boolean>(
    'keep relayed',
    writeOrder.progress,
    {
      locks: (rows) => [
        { table: 'feed', key: 'feed', mode: 'share' },
        ...sorted(
          'feedOwners',
          rows.flatMap(({ last }) => last.map(({ ownerId }) => ownerId)),
        ),
      ],
      run: ({ tables, now: time }, rows) =>
        Promise.all(rows.map(({ stream, last }) => feedIn(tables, time).queue.relayed(stream, last))),
    },
    { alone: true },
  ),
  beginStream: statement<string, boolean>(
    'begin stream',
    writeOrder.progress,
    {
      locks: (_, tables) => [{ table: 'feed', key: 'feed' }, ...sorted('feedOwners', tables.feedOwners.keys())],
      run: ({ tables, now: time }, rows) =>
        Promise.all(rows.map((stream) => feedIn(tables, time).queue.beginStream(stream))),
    },
    { alone: true },
  ),
  refill: statement<{ readonly stream: string; readonly owners: readonly string[] }>(
    'refill stream',
    writeOrder.progress,
    {
      locks: (rows) => [
        { table: 'feed', key: 'feed', mode: 'share' },
        ...sorted(
          'feedOwners',
          rows.flatMap(({ owners }) => owners),
        ),
      ],
      run: ({ tables, now: time }, rows) =>
        Promise.all(rows.map(({ stream, owners }) => feedIn(tables, time).queue.refill(stream, owners))),
    },
    { alone: true },
  ),
  takeLease: statement<{ readonly name: string; readonly holder: string; readonly ms: number }, boolean>(
    'take lease',
    writeOrder.lease,
    {
      locks: (rows) =>
        sorted(
          'leases',
          rows.map(({ name }) => name),
        ),
      run: ({ tables: { leases }, now: time }, rows) =>
        rows.map(({ name, holder, ms }) => {
          const lease = leases.get(name);
          const isFree =
            lease === undefined || lease.holder === holder || lease.until < time() || lease.until > time() + 2 * ms;
          if (isFree) leases.set(name, { holder, until: time() + ms });
          return isFree;
        }),
    },
  ),
  lastMark: known<string, { readonly number: number }>('last mark', {
    locks: (rows) => sorted('marks', rows),
    run: ({ tables }, [key = '']) => [{ number: tables.marks.get(key) ?? 0 }],
  }),
});
