import { instantAt } from '@affinity-engine/kernel';
import type { Progress } from '../endpoint.js';
import { mostReplays, type Heads, type WebhookPorts } from '../ports.js';
import { dueWithNewWork, newRow, waitingOf, type DeliveryStore, type EndpointRow } from './memory-store.js';
import type { MemoryWrite } from '@affinity-engine/kernel/testing';

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
    partners: { assertExists: () => Promise.resolve() },
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
            row.endpoint = endpoint;
            changed(row);
          },
        ),
      heads: async (id) => headsOf(rows.get(id)),
      skip: (id, skipped) =>
        change(
          id,
          (row) => isHead(row, skipped),
          (row) => {
            if (headsOf(row).main === skipped) row.cursor = skipped;
            for (const line of row.lines.values())
              if (line.kind === 'held' && line.next === skipped)
                row.lines.set(line.id, { ...line, failures: 0, dueAt: clock.now() });
            const at = row.events.findIndex(({ sequence }) => sequence === skipped);
            row.events.splice(at, 1, ...row.events.slice(at, at + 1).map((event) => ({ ...event, skipped: true })));
            changed(row);
          },
        ),
      callOffReplays: (id) =>
        change(
          id,
          () => true,
          (row) => {
            for (const { id: line, kind } of [...row.lines.values()]) if (kind === 'replay') row.lines.delete(line);
            changed(row);
          },
        ),
      replay: (id, from, to) =>
        change(
          id,
          (row) => from >= row.firstKeptSequence && replaysOf(row) < mostReplays,
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

  function changed(row: EndpointRow): void {
    row.endpoint = { ...row.endpoint, version: row.endpoint.version + 1 };
    if (row.claimed > 0) return;
    row.failures = 0;
    row.dueAt = row.lastSequence > row.cursor || row.lines.size > 0 ? clock.now() : null;
  }
}

const replaysOf = ({ lines }: EndpointRow): number =>
  [...lines.values()].filter(({ kind }) => kind === 'replay').length;

const isHead = (row: EndpointRow, sequence: number): boolean => {
  const { main, held } = headsOf(row);
  return main === sequence || held.includes(sequence);
};

function headsOf(row: EndpointRow | undefined): Heads {
  if (row === undefined) return { main: null, held: [] };
  const failed = [...row.lines.values()].filter(({ kind, failures }) => kind === 'held' && failures > 0);
  return {
    main: row.lastSequence > row.cursor ? row.cursor + 1 : null,
    held: failed.map(({ next }) => next).sort((one, other) => one - other),
  };
}

export function progressOf(row: EndpointRow | undefined): Progress {
  if (row === undefined) throw new Error('the store has no such endpoint');
  const { lastSequence, firstKeptSequence, cursor, failures, dueAt } = row;
  const waiting = waitingOf(row);
  return {
    lastSequence,
    firstKeptSequence,
    cursor,
    waiting: waiting.length,
    failures,
    dueAt: dueAt === null ? null : instantAt(dueAt),
    oldestWaiting: waiting[0]?.occurredAt ?? null,
    replays: replaysOf(row),
  };
}
