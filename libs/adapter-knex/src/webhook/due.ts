import { downAfter } from '@affinity-engine/webhook';
import { composed } from '../engine/sql-words.js';

/** Must match the WHERE of index webhook_endpoint_due, or the database will not use it. */
export const isDue = composed(
  ({ now }) => `due_at is not null and paused = 0 and disabled = 0 and url is not null and due_at <= ${now}`,
);

const isDownFrom = `case ordering ${Object.entries(downAfter)
  .map(([ordering, failures]) => `when '${ordering}' then ${failures}`)
  .join(' ')} end`;

/**
 * When an endpoint with new work is due, as SQL: at once, unless it is claimed, or down and waiting for its back-off.
 * A side line that is due later does not delay it.
 */
export const dueWithNewWork = composed(
  ({ now, least }) => `case when claimed > 0 or failures >= ${isDownFrom} then coalesce(due_at, ${now})
  else ${least(`coalesce(due_at, ${now})`, now)} end`,
);

/**
 * The effect of a change on delivery, as assignments: a waiting head is due at once, unless the endpoint is claimed.
 * Its dispatcher stops when it stores its progress.
 */
export const dueAfterChange = composed(
  ({ now }) => `failures = case when claimed > 0 then failures else 0 end,
  due_at = case when claimed > 0 then due_at when last_sequence > cursor or lines > 0 then ${now} end`,
);
