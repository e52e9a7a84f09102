import { databasesAt, dropDatabases, newPrefix, type Databases, type TestDatabase } from './databases.js';
import { startPostgres } from './postgres.js';

/** The settings that lead to the shared server. */
const setting = { url: 'TEST_POSTGRES_URL', prefix: 'TEST_POSTGRES_PREFIX' };
const settings = { max_connections: '300' };

let shared: Promise<Databases> | undefined;

/**
 * The server that all spec files of a project share: the one of TEST_POSTGRES_URL, which the project's global set-up
 * starts if the setting is empty. Without a global set-up it is started here and ends with this process.
 */
export function sharedPostgres(): Promise<Databases> {
  const url = process.env[setting.url] ?? '';
  shared ??= url === '' ? startPostgres({ settings }) : Promise.resolve(databasesAt(url, process.env[setting.prefix]));
  return shared;
}

/** A new database on the shared server. */
export async function temporaryDatabase(template?: string): Promise<TestDatabase> {
  const { createDatabase } = await sharedPostgres();
  return createDatabase(template === undefined ? {} : { template });
}

/**
 * Starts the shared server, or uses the one that a setting names, and says where it is to the processes that are
 * started from here on.
 * @returns a function that removes the server, or the databases of these tests from the one that was named
 */
export async function sharePostgres(): Promise<() => Promise<void>> {
  const named = process.env[setting.url] ?? '';
  const prefix = newPrefix();
  process.env[setting.prefix] = prefix;
  if (named !== '') return () => dropDatabases(databasesAt(named), prefix);
  const server = await startPostgres({ settings });
  process.env[setting.url] = server.url();
  return async () => {
    delete process.env[setting.url];
    await server.remove();
  };
}
