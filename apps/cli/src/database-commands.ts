import { migrateDatabase } from '@affinity-engine/adapter-knex';
import type { Settings } from '@affinity-engine/platform';
import { options } from './options.js';

type DatabaseCommand = {
  readonly usage: string;
  readonly run: (settings: Settings, args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
};

/** Commands that work on the database itself. Each returns the object that is printed as JSON. */
export const databaseCommands: Readonly<Record<string, DatabaseCommand>> = {
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
