import type { AuditEntry, AuditList, Clock, KeptAuditEntry, ListById } from '../ports.js';

/** A list over rows in memory. */
export const memoryListById =
  <Row extends { readonly id: string }>(rows: () => Iterable<Row>): ListById<Row> =>
  async (after, limit) =>
    [...rows()]
      .filter(({ id }) => after === null || id > after)
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .slice(0, limit);

/** An audit trail in memory. */
export function memoryAuditList(clock: Clock): { append(entry: AuditEntry): void; readonly list: AuditList } {
  const kept: KeptAuditEntry[] = [];
  return {
    append: (entry) => void kept.push({ details: {}, ...entry, number: kept.length + 1, at: clock.now() }),
    list: async ({ before = Infinity, from, to, limit, ...named }) => {
      const found = kept
        .filter(
          ({ number, at }) => number < before && (from === undefined || at >= from) && (to === undefined || at < to),
        )
        .filter((entry) =>
          (['subject', 'actor', 'action'] as const).every((field) => [undefined, entry[field]].includes(named[field])),
        )
        .reverse();
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null };
    },
  };
}
