import { mostReplays, type EndpointId } from '@affinity-engine/webhook';
import { GuardFailed, type Statement } from '../engine/committer.js';
import { composed } from '../engine/sql-words.js';
import type { Execute } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';
import { dueAfterChange, dueWithNewWork } from './due.js';
import { lockEndpoint } from './endpoint-lock.js';

/** A change of an endpoint has a transaction of its own. */
export const alone = true;

const changedSql = composed(
  (words) => `update endpoint_progress set version = version + 1, ${dueAfterChange(words)} where id = ?`,
);

/** Locks the endpoint first, in a statement of its own, then runs the command. */
const command = <Row extends { readonly id: EndpointId }>(
  name: string,
  run: (execute: Execute, row: Row) => Promise<void>,
): Statement<Row, void> => ({
  ...eachRow<Row, void>(name, writeOrder.endpointCommand, async (execute, row) => {
    await lockEndpoint(execute, row.id);
    await run(execute, row);
  }),
  alone,
});

type Head = { readonly id: EndpointId; readonly sequence: number };

/** Skips an event that holds back others: the head of the main line, or of a lane. */
export const skipHead = command<Head>('skip head', async (execute, { id, sequence }) => {
  const moved = await execute(
    `update endpoint_progress set cursor = cursor + 1
     where id = ? and cursor + 1 = ? and last_sequence > cursor returning id`,
    [id, sequence],
  );
  const freed = await execute(
    `update webhook_line set failures = 0, due_at = ${execute.words.now}
     where endpoint_id = ? and kind = 'held' and failures > 0 and next = ? returning id`,
    [id, sequence],
  );
  if (moved.length + freed.length === 0) throw new GuardFailed('skip head');
  await execute('update webhook_event set skipped = 1 where endpoint_id = ? and sequence = ?', [id, sequence]);
  await execute(changedSql(execute.words), [id]);
});

export const dropReplays = command<{ readonly id: EndpointId }>('drop replays', async (execute, { id }) => {
  await execute(`delete from webhook_line where endpoint_id = ? and kind = 'replay'`, [id]);
  await execute(
    `update endpoint_progress set lines = (select count(*) from webhook_line where endpoint_id = ?) where id = ?`,
    [id, id],
  );
  await execute(changedSql(execute.words), [id]);
});

type Range = { readonly id: EndpointId; readonly from: number; readonly to: number };

export const insertReplay = command<Range>('insert replay', async (execute, { id, from, to }) => {
  const added = await execute(
    `insert into webhook_line (endpoint_id, id, kind, subject, next, "to", failures, due_at)
     select ?, 'replay:' || ${execute.words.timeSortedId('lines')}, 'replay', null, ?, ?, 0, ${execute.words.now}
     from endpoint_progress where id = ? and first_kept_sequence <= ?
       and (select count(*) from webhook_line where endpoint_id = ? and kind = 'replay') < ? returning id`,
    [id, from, to, id, from, id, mostReplays],
  );
  if (added.length === 0) throw new GuardFailed('insert replay');
  await execute(
    `update endpoint_progress set lines = lines + 1, due_at = ${dueWithNewWork(execute.words)} where id = ?`,
    [id],
  );
});
