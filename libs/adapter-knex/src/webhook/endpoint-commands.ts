import type { EndpointId } from '@affinity-engine/webhook';
import { GuardFailed } from '../engine/committer.js';
import { databaseNow, timeSortedId } from '../engine/sqlite-sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';
import { dueAfterChange, dueWithNewWork } from './due.js';

const order = writeOrder.endpointCommand;

const changed = `update webhook_endpoint set version = version + 1, ${dueAfterChange} where id = ?`;

type Head = { readonly id: EndpointId; readonly sequence: number };

/** Skips an event that holds back others: the head of the main line, or of a lane. */
export const skipHead = eachRow<Head, void>('skip head', order, async (execute, { id, sequence }) => {
  const moved = await execute(
    `update webhook_endpoint set cursor = cursor + 1
     where id = ? and cursor + 1 = ? and last_sequence > cursor returning id`,
    [id, sequence],
  );
  const freed = await execute(
    `update webhook_line set failures = 0, due_at = ${databaseNow}
     where endpoint_id = ? and kind = 'held' and failures > 0 and next = ? returning id`,
    [id, sequence],
  );
  if (moved.length + freed.length === 0) throw new GuardFailed('skip head');
  await execute('update webhook_event set skipped = 1 where endpoint_id = ? and sequence = ?', [id, sequence]);
  await execute(changed, [id]);
});

export const dropReplays = eachRow<{ readonly id: EndpointId }, void>(
  'drop replays',
  order,
  async (execute, { id }) => {
    await execute(`delete from webhook_line where endpoint_id = ? and kind = 'replay'`, [id]);
    await execute(
      `update webhook_endpoint set lines = (select count(*) from webhook_line where endpoint_id = ?) where id = ?`,
      [id, id],
    );
    await execute(changed, [id]);
  },
);

type Range = { readonly id: EndpointId; readonly from: number; readonly to: number };

export const insertReplay = eachRow<Range, void>('insert replay', order, async (execute, { id, from, to }) => {
  await execute(
    `insert into webhook_line (endpoint_id, id, kind, subject, next, "to", failures, due_at)
     select ?, 'replay:' || ${timeSortedId('lines')}, 'replay', null, ?, ?, 0, ${databaseNow}
     from webhook_endpoint where id = ?`,
    [id, from, to, id],
  );
  await execute(`update webhook_endpoint set lines = lines + 1, due_at = ${dueWithNewWork} where id = ?`, [id]);
});
