import type { Audit, AuditEntry, AuditList, Clock, KeptAuditEntry } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { generated, instant, integer, jsonOrNull, named, text } from './engine/columns.js';
import { write, type Write } from './engine/committer.js';
import type { Row } from './engine/sql.js';
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

/** Lists entries, newest first. */
export const listAudit =
  (reader: Knex): AuditList =>
  async ({ subject, before, limit }) => {
    const found = reader('audit_entry').orderBy('id', 'desc').limit(limit);
    if (subject !== undefined) found.where('subject', subject);
    if (before !== undefined) found.where('id', '<', before);
    return ((await found) as Row[]).map((row) => {
      const entry = auditTable.read(row);
      return { ...entry, details: entry.details ?? {} };
    });
  };
