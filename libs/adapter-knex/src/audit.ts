import {
  epochMilliseconds,
  type Actor,
  type Audit,
  type AuditEntry,
  type Clock,
  type Instant,
} from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import * as column from './engine/columns.js';
import type { Row } from './engine/columns.js';
import { write, type Write } from './engine/committer.js';
import { insertInto } from './engine/statements.js';

const insertEntry = insertInto('audit_entry', ['at', 'actor', 'action', 'subject', 'details'], 30);

/** The audit trail, written with the unit of work. */
export const knexAudit =
  (clock: Clock) =>
  (writes: Write[]): Audit => ({
    append: ({ actor, action, subject, details }) =>
      void writes.push(
        write(insertEntry, {
          at: epochMilliseconds(clock.now()),
          actor,
          action,
          subject,
          details: details === undefined ? null : column.jsonText(details),
        }),
      ),
  });

/** A line of the trail as it was kept. */
export type KeptAuditEntry = AuditEntry & { readonly number: number; readonly at: Instant; readonly actor: Actor };

/** Which lines of the trail: of one subject, before a line; at most `limit`. */
export type AuditQuery = { readonly subject?: string; readonly before?: number; readonly limit: number };

/** Reads the trail, newest first. */
export const listAudit =
  (reader: Knex) =>
  async (query: AuditQuery): Promise<readonly KeptAuditEntry[]> => {
    const found = reader('audit_entry').orderBy('id', 'desc').limit(query.limit);
    if (query.subject !== undefined) found.where('subject', query.subject);
    if (query.before !== undefined) found.where('id', '<', query.before);
    return ((await found) as Row[]).map((row) => ({
      number: column.integer(row, 'id'),
      at: column.instantOf(row, 'at'),
      actor: column.text(row, 'actor'),
      action: column.text(row, 'action'),
      subject: column.text(row, 'subject'),
      details: column.jsonOrNull<Record<string, unknown>>(row, 'details') ?? {},
    }));
  };
