import { postgresStore, sqliteStore, type OpenedStore } from './opened-store.js';

/** The databases that every contract suite is run on. */
export const engines: readonly (readonly [name: string, open: () => Promise<OpenedStore>])[] = [
  ['on SQLite', sqliteStore],
  ['on PostgreSQL', postgresStore],
];
