import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';

/** Rows deleted at a time, so that other writes need not wait long. */
const atATime = 5_000;

/** Deletes refusals and counts that were kept for so many milliseconds, a part of them. */
export const forgetRefusals = eachRow<number, number>(
  'forget refusals',
  writeOrder.deletion,
  async (execute, keptMs) => {
    const { now, lockFreeRows } = execute.words;
    const refusals = await execute(
      `delete from refusal where number in
         (select number from refusal where at < ${now} - ? order by at limit ${atATime} ${lockFreeRows}) returning 1 as deleted`,
      [keptMs],
    );
    const counts = await execute(
      `delete from refusal_count where (hour, client_id, operation, code) in
         (select hour, client_id, operation, code from refusal_count where hour < ${now} - ? limit ${atATime} ${lockFreeRows})
       returning 1 as deleted`,
      [keptMs],
    );
    return refusals.length + counts.length;
  },
);
