import { composed, type SqlWords } from '../engine/sql-words.js';

/** A head that did not fail, and one that did: each has an index. */
export type Head = 'failures = 0' | 'failures > 0';

const canBeDue = 'due_at is not null and stopped = 0';

/** Must match the WHERE of the indexes endpoint_progress_due and …_due_failing, or the database will not use them. */
export const isDue = ({ now }: SqlWords, head: Head): string => `${canBeDue} and ${head} and due_at <= ${now}`;

/** Whether an endpoint that is read by another index is due. */
export const isDueNow = composed(({ now }) => `${canBeDue} and due_at <= ${now}`);

/** A row for each kind of head that is due. */
export const somethingIsDue = composed((words) =>
  (['failures = 0', 'failures > 0'] as const)
    .map((head) => `select * from (select 1 as due from endpoint_progress where ${isDue(words, head)} limit 1) as d`)
    .join(' union all '),
);

/**
 * When an endpoint with new work is due, as SQL: at once, unless it is claimed, or down and waiting for its back-off.
 * A side line that is due later does not delay it.
 */
export const dueWithNewWork = composed(
  ({ now, least }) => `case when claimed > 0 or failures >= down_after then coalesce(due_at, ${now})
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
