import { tsImport } from 'tsx/esm/api';

/** For jest's `globalSetup`: starts the PostgreSQL server that all spec files of a project share. */
export default async function startSharedPostgres() {
  const { sharePostgres } = await tsImport('./shared-postgres.ts', import.meta.url);
  globalThis.endSharedPostgres = await sharePostgres();
}
