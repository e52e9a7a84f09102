import type { Clock } from '@affinity-engine/kernel';
import type { WakeUps, WebhookPorts, WebhookWork } from '@affinity-engine/webhook';
import { knexAudit } from '../audit.js';
import type { Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import { knexEndpoints } from './endpoints.js';
import type { Seal } from '../engine/seal.js';
import { knexWork } from '../engine/work.js';

/** Units of work of the webhook context. A change may make an endpoint due, so dispatchers are notified. */
export function knexWebhookWork(
  { reader }: Database,
  committer: Committer,
  seal: Seal,
  clock: Clock,
  wakeUps: Pick<WakeUps, 'notify'>,
): WebhookWork {
  const endpoints = knexEndpoints(reader, seal);
  const audit = knexAudit(clock);
  const waking: Committer = {
    ...committer,
    async commit(writes) {
      const results = await committer.commit(writes);
      wakeUps.notify([]);
      return results;
    },
  };
  return knexWork<WebhookPorts>(reader, waking, seal, (writes) => ({
    endpoints: endpoints(writes),
    audit: audit(writes),
  }));
}
