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
    list: async ({ subject, before = Infinity, limit }) =>
      kept
        .filter((entry) => entry.number < before && (subject === undefined || entry.subject === subject))
        .reverse()
        .slice(0, limit),
  };
}
