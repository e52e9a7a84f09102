import { downAfter } from '@affinity-engine/webhook';
import { databaseNow, least } from '../engine/sqlite-sql.js';

/** Must match the WHERE of index webhook_endpoint_due, or the database will not use it. */
export const isDue = `due_at is not null and paused = 0 and disabled = 0 and url is not null and due_at <= ${databaseNow}`;

const isDownFrom = `case ordering ${Object.entries(downAfter)
  .map(([ordering, failures]) => `when '${ordering}' then ${failures}`)
  .join(' ')} end`;

/**
 * When an endpoint is due that has new work, as SQL: at once, except while somebody serves it or it is down and waits
 * out its back-off. A side line that is due later holds nothing back.
 */
export const dueWithNewWork = `case when claimed > 0 or failures >= ${isDownFrom} then coalesce(due_at, ${databaseNow})
  else ${least(`coalesce(due_at, ${databaseNow})`, databaseNow)} end`;

/**
 * What a change does to delivery, as assignments: a waiting head is due at once, unless somebody serves the endpoint.
 * They stop when they keep their progress.
 */
export const dueAfterChange = `failures = case when claimed > 0 then failures else 0 end,
  due_at = case when claimed > 0 then due_at when last_sequence > cursor or lines > 0 then ${databaseNow} end`;
