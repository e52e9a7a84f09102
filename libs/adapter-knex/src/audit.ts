import { epochMilliseconds } from '@affinity-engine/kernel';
import type { Audit, AuditEntry, AuditList, Clock, KeptAuditEntry } from '@affinity-engine/kernel';
import { generated, instant, integer, jsonOrNull, named, text } from './engine/columns.js';
import { bisect } from './engine/bisect.js';
import { write, type Write } from './engine/committer.js';
import { integerIn, integerOrNullIn, type Execute } from './engine/sql.js';
import { insertInto } from './engine/statements.js';
import { table } from './engine/table.js';
import { writeOrder } from './engine/write-order.js';

type AuditRow = Omit<KeptAuditEntry, 'details'> & { readonly details: NonNullable<AuditEntry['details']> | null };

const auditTable = table<AuditRow>('audit_entry', {
  number: named('id', generated(integer())),
  at: instant(),
  actor: text(),
  action: text(),
  subject: text(),
  details: jsonOrNull(),
});

const insertEntry = insertInto(auditTable, writeOrder.auditEntry);

/** The audit trail, written with the unit of work. */
export const knexAudit =
  (clock: Clock) =>
  (writes: Write[]): Audit => ({
    append: ({ actor, action, subject, details = null }) =>
      void writes.push(write(insertEntry, { number: 0, at: clock.now(), actor, action, subject, details })),
  });

/** How far clocks may have been set back, in milliseconds: entries are in the order of time but for that. */
const margin = 3_600_000;

/**
 * Lists entries, newest first. Those of one subject have an index. Other filters look at most at `lookedAt` entries in one go: an
 * index of its own would cost each change more than it helps the few who look.
 */
export const listAudit =
  (read: Execute, lookedAt = 20_000): AuditList =>
  async ({ limit, ...query }) => {
    const { subject, actor, action, from, to, before = Number.MAX_SAFE_INTEGER } = query;
    const top = Math.min(before, to === undefined ? Infinity : await firstFrom(epochMilliseconds(to) + margin));
    const bottom = from === undefined ? 0 : await firstFrom(epochMilliseconds(from) - margin);
    const newest = subject === undefined ? Math.min(top, (await numberBefore(top)) + 1) : top;
    const floor = subject === undefined ? Math.max(bottom, newest - lookedAt) : bottom;
    const conditions: readonly (readonly [sql: string, value: string | number | undefined])[] = [
      ['id < ?', newest],
      ['id >= ?', floor],
      ['subject = ?', subject],
      ['actor = ?', actor],
      ['action = ?', action],
      ['at >= ?', from && epochMilliseconds(from)],
      ['at < ?', to && epochMilliseconds(to)],
    ];
    const asked = conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
    const where = asked.map(({ sql }) => sql).join(' and ');
    const found = await read(`select * from audit_entry where ${where} order by id desc limit ?`, [
      ...asked.map(({ value }) => value),
      limit + 1,
    ]);
    const items = found.slice(0, limit).map((row) => {
      const entry = auditTable.read(row);
      return { ...entry, details: entry.details ?? {} };
    });
    if (found.length > limit) return { items, next: items.at(-1)?.number ?? null };
    return { items, next: floor > bottom && (await numberBefore(floor)) >= bottom ? floor : null };

    /** The number of the first entry from a moment on; one that is too high if there is none. */
    async function firstFrom(ms: number): Promise<number> {
      const [row] = await read(
        'select (select min(id) from audit_entry) as low, (select max(id) from audit_entry) as high',
        [],
      );
      return bisect(integerOrNullIn(row, 'low') ?? 0, (integerOrNullIn(row, 'high') ?? 0) + 1, async (number) => {
        const [entry] = await read('select at from audit_entry where id >= ? order by id limit 1', [number]);
        return entry === undefined || integerIn(entry, 'at') >= ms;
      });
    }

    /** The highest number below another one; 0 if there is none. */
    async function numberBefore(number: number): Promise<number> {
      const [row] = await read('select max(id) as number from audit_entry where id < ?', [number]);
      return integerOrNullIn(row, 'number') ?? 0;
    }
  };
