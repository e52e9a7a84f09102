import { existsSync } from 'node:fs';
import {
  copyDatabase,
  countIncarnation,
  lookAlikes,
  migrateDatabase,
  type CopiedTable,
} from '@affinity-engine/adapter-knex';
import { instant, type Instant } from '@affinity-engine/kernel';
import type { Settings } from '@affinity-engine/platform';
import { options, UsageError } from './options.js';

type DatabaseCommand = {
  readonly usage: string;
  readonly run: (settings: Settings, args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
};

/** Commands that work on the database itself. Each returns the object that is printed as JSON. */
export const databaseCommands: Readonly<Record<string, DatabaseCommand>> = {
  copy: {
    usage:
      'copy --to postgres://…   copies the SQLite file into an empty PostgreSQL database and compares each row; the ' +
      'engine must not run',
    run: async ({ database, dataDir }, args) => {
      const { to } = options(args, ['to']);
      if (to === undefined || !/^postgres(?:ql)?:\/\/./.test(to) || !URL.canParse(to)) {
        throw new UsageError('--to: expected postgres://user:password@host/database');
      }
      if ('url' in database) throw new UsageError('DATABASE_URL: expected a SQLite file to copy from');
      if (!existsSync(database.file)) throw new UsageError(`DATA_DIR: there is no database ${database.file}`);
      const progress = ({ table, rows }: CopiedTable) =>
        void process.stderr.write(`${table}: ${rows} rows, all equal\n`);
      const copied = await copyDatabase(database, { url: to }, progress);
      const rows = copied.reduce((sum, each) => sum + each.rows, 0);
      return { tables: copied.length, rows, next: nextSteps(dataDir) };
    },
  },
  restored: {
    usage:
      'restored [--since INSTANT]   says that the database was restored from a backup, so that its event feed tells new ' +
      'events from lost ones; INSTANT, if the engine has run since: when it was restored',
    run: async ({ database }, args) => {
      const { since } = options(args, ['since']);
      return { incarnation: await countIncarnation(database, since === undefined ? undefined : instantGiven(since)) };
    },
  },
  'look-alikes': {
    usage:
      'look-alikes [--mend]   lists codes, numbers and references that an earlier version took and that nobody can type, ' +
      'or that look like another; --mend corrects each that looks like no other',
    run: async ({ database }, args) => {
      const { mend = false } = options(args, [], ['mend']);
      const found = await lookAlikes(database, { mend, actor: 'operator:cli' });
      return { found: found.length, lookAlikes: found };
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

const nextSteps = (dataDir: string): string =>
  `start the engine with DATABASE_URL of the copy, and with ENGINE_SECRET as it was: by default what ${dataDir}/engine-secret has`;
