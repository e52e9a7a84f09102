import type { Attempt } from '@affinity-engine/webhook';
import { flag, instant, instantOrNull, integer, integerOrNull, text, textOrNull } from '../engine/columns.js';
import { insertInto } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const attemptTable = table<Attempt>('webhook_attempt', {
  endpointId: text(),
  sequence: integer(),
  at: instant(),
  durationMs: { ...integer(), write: Math.round },
  statusCode: integerOrNull(),
  error: textOrNull(),
  responseExcerpt: textOrNull(),
  delivered: flag(),
  replay: flag(),
  takeover: flag(),
  nextAttemptAt: instantOrNull(),
});

export const insertAttempt = insertInto(attemptTable, writeOrder.attempt);
