import type { Advance, Claim, DeliveryQueue, ClaimState } from '@affinity-engine/webhook';
import { write, type Write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import type { Row } from '../engine/sql.js';
import { insertAttempt } from './attempts.js';
import { claimDue, claimsFrom } from './claims.js';
import { somethingIsDue } from './due.js';
import { eventColumns, type EventReader } from './events.js';
import { advanceCursors, keepLine, progressRow, releaseEndpoints } from './progress.js';

/** The delivery state, timed by the database's clock. Progress of many endpoints is committed together. */
export function knexDeliveryQueue(engine: Engine, eventFrom: EventReader): DeliveryQueue {
  const { read, committer } = engine;
  return {
    async claim(limit, leaseMs, failing = limit) {
      // Most sweeps find nothing: then they cost a read, but no write and no fsync.
      if ((await read(somethingIsDue(read.words), [])).length === 0) return [];
      const [rows] = (await committer.commit([write(claimDue, { limit, leaseMs, failing })])) as [readonly Row[]];
      return claimsFrom(engine, rows);
    },
    async waiting(id, { after, upTo, subject, skippedToo, limit }) {
      const conditions = [
        'v.endpoint_id = ? and v.sequence > ?',
        ...(upTo === undefined ? [] : ['v.sequence <= ?']),
        ...(subject === undefined ? [] : ['v.subject = ?']),
        ...(skippedToo === true ? [] : ['v.skipped = 0']),
      ];
      const bound = [id, after, ...(upTo === undefined ? [] : [upTo]), ...(subject === undefined ? [] : [subject])];
      const sql = `select ${eventColumns} from webhook_event v where ${conditions.join(' and ')} order by v.sequence limit ?`;
      return (await read(sql, [...bound, limit])).map(eventFrom);
    },
    advance: (claim, progress, leaseMs) =>
      keep(claim, progress, write(advanceCursors, progressRow(claim, progress, leaseMs))),
    release: (claim, progress, retryInMs) =>
      keep(claim, progress, write(releaseEndpoints, progressRow(claim, progress, retryInMs))),
  };

  async function keep(claim: Claim, progress: Advance, cursor: Write): Promise<ClaimState> {
    const attempts = progress.attempts.map((attempt) => write(insertAttempt, attempt));
    const lines = progress.lines.map((change) => write(keepLine, { claim, change }));
    const results = await committer.commit([cursor, ...attempts, ...lines]);
    return results[0] as ClaimState;
  }
}
