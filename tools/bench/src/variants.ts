import 'reflect-metadata';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { schemas } from '@affinity-engine/adapter-http';
import {
  migrate,
  openPostgres,
  openSqlite,
  storeOn,
  type Committer,
  type Database,
} from '@affinity-engine/adapter-knex/testing';
import { apiContainer, apiServer, demoTenant, openInto } from '@affinity-engine/api';
import { readSettings, storeSettings } from '@affinity-engine/platform';
import { fastify } from 'fastify';

type Value = string | number | Uint8Array | null;

/** The same engine, with a knex transaction for every unit of work. */
async function perRequest(): Promise<string> {
  const settings = readSettings(process.env);
  let url = '';
  const container = apiContainer(settings, () => url);
  const platform = await openInto(
    container,
    () => loadCatalogue(demoCatalogueFolder),
    async (_, parts) => {
      const { database: asked } = settings;
      const database = 'url' in asked ? await openPostgres({ ...asked, writers: 16 }) : await openSqlite(asked.file);
      await migrate(database);
      return storeOn(database, storeSettings(settings, parts), transactionEach(database));
    },
  );
  const server = apiServer(platform.store, platform);
  url = await server.listen({ host: '127.0.0.1', port: 0 });
  await demoTenant(platform.store, platform).ensure(url);
  return url;
}

const transactionEach = ({ writer, words }: Database): Committer => ({
  commit: (writes) =>
    writer.transaction(async (transaction) => {
      const results: unknown[] = [];
      const run = async (sql: string, bindings: readonly Value[]) =>
        rowsIn(await transaction.raw(sql, bindings as (string | number | Buffer | null)[]));
      const execute = Object.assign(run, { words });
      for (const { statement, row } of [...writes].sort((a, b) => a.statement.order - b.statement.order)) {
        results.push(...(await statement.run(execute, [row])));
      }
      return results;
    }),
  idle: () => Promise.resolve(),
});

type Rows = readonly Record<string, unknown>[];

/** PostgreSQL's driver answers an object with the rows. */
const rowsIn = (answer: Rows | { readonly rows: Rows }): Rows => ('rows' in answer ? answer.rows : answer);

/** A fastify route with the contract's schema that stores nothing. */
async function bare(): Promise<string> {
  const server = fastify({ ajv: { customOptions: { strict: false, formats: { 'civil-date': true } } } });
  server.post('/v1/affinity', { schema: { body: schemas.contract } }, (request) => {
    const { affinity_request_id } = request.body as { readonly affinity_request_id: string };
    return {
      id: affinity_request_id,
      status: 1,
      attachments: [1, 2, 3].map((type) => ({ type, url: `http://127.0.0.1/v1/attachments/${affinity_request_id}` })),
    };
  });
  return server.listen({ host: '127.0.0.1', port: 0 });
}

/** A fastify route with the proposal's schema that stores nothing. */
async function bareProposal(): Promise<string> {
  const server = fastify({ ajv: { customOptions: { strict: false } } });
  server.post('/v1/quotation/proposal', { schema: { body: schemas.proposal } }, (request) => {
    const { identifier } = request.body as { readonly identifier: string };
    return { item: { quotationIdentifier: identifier, status: 'Draft' }, success: true };
  });
  return server.listen({ host: '127.0.0.1', port: 0 });
}

const starts: Readonly<Record<string, () => Promise<string>>> = {
  transaction: perRequest,
  bare,
  'bare-proposal': bareProposal,
};
const start = starts[process.argv[2] ?? ''];
if (start === undefined) throw new Error(`expected one of ${Object.keys(starts).join(', ')}`);
process.stdout.write(`listens on ${await start()}\n`);
process.on('SIGTERM', () => process.exit(0));
