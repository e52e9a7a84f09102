import { downAfter, isStopped, type Endpoint, type EndpointId, type Endpoints } from '@affinity-engine/webhook';
import {
  fixed,
  flag,
  instant,
  instantOrNull,
  integer,
  jsonOrNull,
  key,
  text,
  textOrNull,
  version,
} from '../engine/columns.js';
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

const configuration = table<Omit<SealedEndpoint, 'version'>>('endpoint_configuration', {
  id: key(text()),
  ownerId: fixed(text()),
  url: textOrNull(),
  secrets: text(),
  rotationEndsAt: instantOrNull(),
  eventTypes: jsonOrNull(),
  ordering: text(),
  paused: flag(),
  disabled: flag(),
  createdAt: fixed(instant()),
});

/** What delivery goes by, in the row of its progress: few columns, since each event changes it. */
const progress = table<{
  readonly id: EndpointId;
  readonly stopped: boolean;
  readonly downAfter: number;
  readonly version: number;
}>('endpoint_progress', { id: key(text()), stopped: flag(), downAfter: integer(), version: version() });

const progressOf = (endpoint: Omit<Endpoint, 'secrets'>) => ({
  id: endpoint.id,
  stopped: isStopped(endpoint),
  downAfter: downAfter[endpoint.ordering],
  version: endpoint.version,
});

/** A set that configures an endpoint is not merged with others. */
const insertConfiguration = { ...insertInto(configuration, writeOrder.endpoint), alone } as const;
const insertProgress = insertInto(progress, writeOrder.endpointProgress);
const updateConfiguration = { ...updateOf(configuration, writeOrder.endpoint), alone } as const;
const updateProgress = updateOf(progress, writeOrder.endpointProgress, { also: dueAfterChange });

/** Webhook endpoints; signing keys are encrypted. */
export const knexEndpoints =
  ({ reader, words, seal }: Pick<Engine, 'reader' | 'words' | 'seal'>) =>
  (writes: Write[]): Endpoints => ({
    async find(id) {
      const row = (await reader('endpoint_configuration as c')
        .join('endpoint_progress as e', 'e.id', 'c.id')
        .where('c.id', id)
        .first('c.*', 'e.version')) as Row | undefined;
      return row === undefined ? null : endpointFrom(row, seal);
    },
    add: (endpoint) => void writes.push(...addEndpoint(endpoint, seal)),
    save: (endpoint) =>
      void writes.push(write(updateConfiguration, sealed(endpoint, seal)), write(updateProgress, progressOf(endpoint))),
    async progress(id) {
      const row = (await reader('endpoint_progress as e')
        .where('e.id', id)
        .select('e.*', reader.raw(progressSql(words)))
        .first()) as Row;
      return progressShape.read(row);
    },
    async heads(id) {
      const main = (await reader('endpoint_progress')
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

/** The writes that add an endpoint, for units of work of other contexts. */
export const addEndpoint = (endpoint: Endpoint, seal: Seal): readonly Write[] => [
  write(insertConfiguration, sealed(endpoint, seal)),
  write(insertProgress, progressOf(endpoint)),
];

const firstRow = recordsAsTable(configuration.columns);
const columnNames = configuration.columns.map(({ name }) => name).join(', ');

/** `first_of` is unique: of two processes at the same time one inserts. */
const firstSql = composed(
  (words) => `with v as (${firstRow.sql(words)}) insert into endpoint_configuration (${columnNames}, first_of)
     select v.*, v.owner_id from v
     where not exists (select 1 from endpoint_configuration e where e.owner_id = v.owner_id)
     on conflict do nothing returning id`,
);

const insertFirst: Statement<SealedEndpoint, void> = {
  ...eachRow<SealedEndpoint, void>('insert first endpoint', writeOrder.endpoint, async (execute, row) => {
    const added = await execute(firstSql(execute.words), [firstRow.bind([row])]);
    if (added.length > 0) await insertProgress.run(execute, [progressOf(row)]);
  }),
  alone,
};

/** Gives an owner its first endpoint if it has none: its events wait from then on. */
export async function openFirstEndpoint({ committer, seal }: Engine, endpoint: Endpoint): Promise<void> {
  await committer.commit([write(insertFirst, sealed(endpoint, seal))]);
}

/** An endpoint from its configuration and the version in the row of its progress. */
export function endpointFrom(row: Row, seal: Seal): Endpoint {
  const { secrets, ...endpoint } = configuration.read(row);
  return { ...endpoint, version: integerIn(row, 'version'), secrets: JSON.parse(seal.open(secrets)) as string[] };
}

const sealed = (endpoint: Endpoint, seal: Seal): SealedEndpoint => ({
  ...endpoint,
  secrets: seal.close(JSON.stringify(endpoint.secrets)),
});
