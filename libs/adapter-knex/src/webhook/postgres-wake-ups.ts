import { wakeUpsOver, type WakeUps } from '@affinity-engine/webhook';
import { postgresNotices, type NoticeReport } from '../engine/postgres-notices.js';

/** Wake-ups through PostgreSQL. */
export type PostgresWakeUps = WakeUps & { close(): Promise<void> };

const some = '[]';

/**
 * Wake-ups through NOTIFY: a notice names the endpoints that have work, as a JSON array, and reaches all processes that
 * dispatch. LISTEN needs a direct connection, or a pooler that keeps sessions.
 * @param url of the database
 */
export function postgresWakeUps(url: string, report: NoticeReport): PostgresWakeUps {
  let close = async (): Promise<void> => undefined;
  const wakeUps = wakeUpsOver(
    (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    (wake) => {
      const notices = postgresNotices(url, some, report, wake);
      close = notices.close;
      return {
        send: (ids) => notices.send(ids.length === 0 ? some : JSON.stringify(ids)),
        // All that have room hear each notice: one without room need not pass it on.
        listen: (hasRoom) => (hasRoom ? notices.listen() : undefined),
      };
    },
  );
  return { ...wakeUps, close: () => close() };
}
