import { write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';

/** Endpoints at a time, so that other writes need not wait long. */
const atATime = 1_000;

/** A transaction of its own: it locks endpoints, then their lines. */
const bringForwardStatement = {
  ...eachRow<number, number>('bring forward', writeOrder.endpointCommand, async (execute, longestMs) => {
    const { now, lockFreeRows } = execute.words;
    const tooLate = `due_at > ${now} + ?`;
    const endpoints = await execute(
      `update endpoint_progress set due_at = case when claimed > 0 and not (${tooLate}) then due_at else ${now} end
       where id in (select id from endpoint_progress
         where ${tooLate} or id in (select endpoint_id from webhook_line where ${tooLate})
         order by id limit ${atATime} ${lockFreeRows})
       returning id`,
      [longestMs, longestMs, longestMs],
    );
    for (const { id } of endpoints) {
      await execute(`update webhook_line set due_at = ${now} where endpoint_id = ? and ${tooLate}`, [
        String(id),
        longestMs,
      ]);
    }
    return endpoints.length;
  }),
  alone: true,
} as const;

/**
 * Makes due what waits for longer than anything may: the clock of the database was set back since, and it would wait until the
 * clock is there again.
 * @param longestMs longer than any back-off and any lease
 * @returns how many endpoints were brought forward
 */
export async function bringForward({ committer }: Pick<Engine, 'committer'>, longestMs: number): Promise<number> {
  const [endpoints] = (await committer.commit([write(bringForwardStatement, longestMs)])) as [number];
  return endpoints;
}
