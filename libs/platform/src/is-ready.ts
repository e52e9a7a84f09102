import type { Store } from '@affinity-engine/adapter-knex';
import { hasRoom } from './disk-space.js';
import type { Settings } from './settings.js';
import { within } from './within.js';

/** A database that is silent for longer is as bad as one that refuses. */
const patienceMs = 2_000;

/** Whether a process can serve: the database answers soon, and there is room on its disk if it is a file. */
export const isReady = async (
  store: Pick<Store, 'ready'>,
  { database }: Pick<Settings, 'database'>,
): Promise<boolean> =>
  (await within(patienceMs, store.ready()).catch(() => false)) && ('url' in database || hasRoom(database.file));
