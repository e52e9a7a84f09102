import type { Endpoint, Endpoints } from '@affinity-engine/webhook';
import { fixed, flag, instant, jsonOrNull, key, text, textOrNull, version } from '../engine/columns.js';
import { write, type Statement, type Write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import type { Seal } from '../engine/seal.js';
import { integerIn, type Row } from '../engine/sql.js';
import { composed } from '../engine/sql-words.js';
import { eachRow, insertInto, recordsAsTable, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import { dueAfterChange } from './due.js';
import { alone, dropReplays, insertReplay, skipHead } from './endpoint-commands.js';
import { progressShape, progressSql } from './waiting-events.js';

/** An endpoint as configured, its signing keys as one encrypted text. */
type SealedEndpoint = Omit<Endpoint, 'secrets'> & { readonly secrets: string };

const endpointTable = table<SealedEndpoint>('webhook_endpoint', {
  id: key(text()),
  ownerId: fixed(text()),
  url: textOrNull(),
  secrets: text(),
  eventTypes: jsonOrNull(),
  ordering: text(),
  paused: flag(),
  disabled: flag(),
  createdAt: fixed(instant()),
  version: version(),
});

const insertEndpoint = { ...insertInto(endpointTable, writeOrder.endpoint), alone } as const;
const updateEndpoint = { ...updateOf(endpointTable, writeOrder.endpoint, { also: dueAfterChange }), alone } as const;

/** Webhook endpoints; signing keys are encrypted. */
export const knexEndpoints =
  ({ reader, words, seal }: Pick<Engine, 'reader' | 'words' | 'seal'>) =>
  (writes: Write[]): Endpoints => ({
    async find(id) {
      const row = (await reader('webhook_endpoint').where({ id }).first()) as Row | undefined;
      return row === undefined ? null : endpointFrom(row, seal);
    },
    add: (endpoint) => void writes.push(addEndpoint(endpoint, seal)),
    save: (endpoint) => void writes.push(write(updateEndpoint, sealed(endpoint, seal))),
    async progress(id) {
      const row = (await reader('webhook_endpoint as e')
        .where('e.id', id)
        .select('e.*', reader.raw(progressSql(words)))
        .first()) as Row;
      return progressShape.read(row);
    },
    async heads(id) {
      const main = (await reader('webhook_endpoint')
        .where({ id })
        .whereRaw('last_sequence > cursor')
        .first('cursor')) as Row | undefined;
      const held = (await reader('webhook_line')
        .where({ endpoint_id: id, kind: 'held' })
        .where('failures', '>', 0)
        .orderBy('next')
        .select('next')) as Row[];
      return {
        main: main === undefined ? null : integerIn(main, 'cursor') + 1,
        held: held.map((row) => integerIn(row, 'next')),
      };
    },
    skip: (id, sequence) => void writes.push(write(skipHead, { id, sequence })),
    callOffReplays: (id) => void writes.push(write(dropReplays, { id })),
    replay: (id, from, to) => void writes.push(write(insertReplay, { id, from, to })),
  });

/** The write that adds an endpoint, for units of work of other contexts. */
export const addEndpoint = (endpoint: Endpoint, seal: Seal): Write => write(insertEndpoint, sealed(endpoint, seal));

const firstRow = recordsAsTable(endpointTable.columns);
const columnNames = endpointTable.columns.map(({ name }) => name).join(', ');

/** `first_of` is unique: of two processes at the same time one inserts. */
const firstSql = composed(
  (words) => `with v as (${firstRow.sql(words)}) insert into webhook_endpoint (${columnNames}, first_of)
     select v.*, v.owner_id from v
     where not exists (select 1 from webhook_endpoint e where e.owner_id = v.owner_id) on conflict do nothing`,
);

const insertFirst: Statement<SealedEndpoint, void> = {
  ...eachRow<SealedEndpoint, void>('insert first endpoint', writeOrder.endpoint, async (execute, row) => {
    await execute(firstSql(execute.words), [firstRow.bind([row])]);
  }),
  alone,
};

/** Gives an owner its first endpoint if it has none: its events wait from then on. */
export async function openFirstEndpoint({ committer, seal }: Engine, endpoint: Endpoint): Promise<void> {
  await committer.commit([write(insertFirst, sealed(endpoint, seal))]);
}

export function endpointFrom(row: Row, seal: Seal): Endpoint {
  const { secrets, ...endpoint } = endpointTable.read(row);
  return { ...endpoint, secrets: JSON.parse(seal.open(secrets)) as string[] };
}

const sealed = (endpoint: Endpoint, seal: Seal): SealedEndpoint => ({
  ...endpoint,
  secrets: seal.close(JSON.stringify(endpoint.secrets)),
});
