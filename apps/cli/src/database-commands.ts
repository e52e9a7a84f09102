import { countIncarnation, migrateDatabase } from '@affinity-engine/adapter-knex';
import { instant, type Instant } from '@affinity-engine/kernel';
import type { Settings } from '@affinity-engine/platform';
import { options, UsageError } from './options.js';

type DatabaseCommand = {
  readonly usage: string;
  readonly run: (settings: Settings, args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
};

/** Commands that work on the database itself. Each returns the object that is printed as JSON. */
export const databaseCommands: Readonly<Record<string, DatabaseCommand>> = {
  restored: {
    usage:
      'restored [--since INSTANT]   says that the database was restored from a backup, so that its event feed tells new ' +
      'events from lost ones; INSTANT, if the engine has run since: when it was restored',
    run: async ({ database }, args) => {
      const { since } = options(args, ['since']);
      return { incarnation: await countIncarnation(database, since === undefined ? undefined : instantGiven(since)) };
    },
  },
  migrate: {
    usage:
      'migrate [--grant-to ROLE] [--contract]   makes what the database lacks; ROLE may then run the engine, not change ' +
      'tables; --contract takes away what the version before needs, once none of its processes runs',
    run: async ({ database }, args) => {
      const { 'grant-to': role, contract } = options(args, ['grant-to'], ['contract']);
      const applied = await migrateDatabase(database, { grantTo: role, contract: contract === true });
      return { applied, ...(role === undefined ? {} : { grantedTo: role }) };
    },
  },
};

function instantGiven(text: string): Instant {
  try {
    return instant(text);
  } catch {
    throw new UsageError('--since: expected an instant, e.g. 2026-11-28T12:00:00Z');
  }
}
