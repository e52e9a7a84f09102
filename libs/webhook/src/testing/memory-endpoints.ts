import { instantAt } from '@affinity-engine/kernel';
import type { Progress } from '../endpoint.js';
import type { WebhookPorts } from '../ports.js';
import { dueWithNewWork, newRow, waitingOf, type DeliveryStore, type EndpointRow } from './memory-store.js';
import type { MemoryWrite } from './memory-work.js';

/** What a unit of work over the store in memory reaches. */
export function memoryWebhookPorts(store: DeliveryStore, writes: MemoryWrite[]): WebhookPorts {
  const { rows, audit, clock } = store;
  const write = (holds: () => boolean, apply: () => void): void => void writes.push({ holds, apply });
  const change = (id: string, holds: (row: EndpointRow) => boolean, apply: (row: EndpointRow) => void): void =>
    write(
      () => rows.has(id) && holds(rows.get(id) as EndpointRow),
      () => apply(rows.get(id) as EndpointRow),
    );

  return {
    audit: {
      append: (entry) =>
        write(
          () => true,
          () => audit.push(entry),
        ),
    },
    endpoints: {
      find: async (id) => rows.get(id)?.endpoint ?? null,
      progress: async (id) => progressOf(rows.get(id)),
      add: (endpoint) =>
        write(
          () => !rows.has(endpoint.id),
          () => rows.set(endpoint.id, newRow(endpoint)),
        ),
      save: (endpoint) =>
        change(
          endpoint.id,
          (row) => row.endpoint.version === endpoint.version,
          (row) => {
            row.endpoint = { ...endpoint, version: endpoint.version + 1 };
            if (row.claimed === 0) dueAfterChange(row);
          },
        ),
      skip: (id, cursor) =>
        change(
          id,
          (row) => row.cursor === cursor && row.lastSequence > cursor,
          (row) => {
            row.cursor += 1;
            row.endpoint = { ...row.endpoint, version: row.endpoint.version + 1 };
            const at = row.events.findIndex(({ sequence }) => sequence === row.cursor);
            row.events.splice(at, 1, ...row.events.slice(at, at + 1).map((event) => ({ ...event, skipped: true })));
            if (row.claimed === 0) dueAfterChange(row);
          },
        ),
      replay: (id, from, to) =>
        change(
          id,
          () => true,
          (row) => {
            const now = clock.now();
            store.replays += 1;
            const line = `replay:${store.replays}`;
            row.lines.set(line, { id: line, kind: 'replay', subject: null, next: from, to, failures: 0, dueAt: now });
            row.dueAt = dueWithNewWork(row, now);
          },
        ),
    },
  };

  function dueAfterChange(row: EndpointRow): void {
    row.failures = 0;
    row.dueAt = row.lastSequence > row.cursor || row.lines.size > 0 ? clock.now() : null;
  }
}

export function progressOf(row: EndpointRow | undefined): Progress {
  if (row === undefined) throw new Error('the store has no such endpoint');
  const { lastSequence, cursor, failures, dueAt } = row;
  const waiting = waitingOf(row);
  return {
    lastSequence,
    cursor,
    waiting: waiting.length,
    failures,
    dueAt: dueAt === null ? null : instantAt(dueAt),
    oldestWaiting: waiting[0]?.occurredAt ?? null,
  };
}
