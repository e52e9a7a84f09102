import { integer, text } from '../engine/columns.js';
import { write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { composed } from '../engine/sql-words.js';
import { integerIn, textIn } from '../engine/sql.js';
import { eachRow, recordsAsTable } from '../engine/statements.js';
import { shape } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import type { EngineValues } from '../engine-values.js';

/** A body that an earlier version kept with its person, without the person. */
export type BodyWithoutPerson = (body: string) => string;

type Emptied = { readonly endpointId: string; readonly sequence: number; readonly body: string };

const rows = recordsAsTable(shape<Emptied>({ endpointId: text(), sequence: integer(), body: text() }).columns);

const emptySql = composed(
  (words) => `with v as (${rows.sql(words)}) update webhook_event set body = v.body from v
     where webhook_event.endpoint_id = v.endpoint_id and webhook_event.sequence = v.sequence`,
);

/** Takes persons out of bodies; where an event was delivered and forgotten meanwhile, nothing is changed. */
export const emptyBodies = eachRow<readonly Emptied[], void>(
  'empty bodies',
  writeOrder.deletion,
  async (execute, each) => {
    if (each.length > 0) await execute(emptySql(execute.words), [rows.bind(each)]);
  },
);

/** How many events are looked at in one go. */
const atATime = 500;

/** How far it came: the last event that was looked at; `done` at the end. */
const progress = 'events without persons';

/**
 * Takes persons out of the bodies of events that an earlier version kept, a limited number at a time, once over all events.
 * @returns how many were looked at: while it is not 0, there may be more
 */
export async function sealEvents(
  { read, committer, people }: Pick<Engine, 'read' | 'committer' | 'people'>,
  values: EngineValues,
  withoutPerson: BodyWithoutPerson,
): Promise<number> {
  if (!people.isSealing()) return 0;
  const reached = await values.find(progress);
  if (reached?.value === 'done') return 0;
  const [endpointId, sequence] = reached === null ? ['', 0] : (JSON.parse(reached.value) as [string, number]);
  const found = await read(
    `select v.endpoint_id, v.sequence, v.body from webhook_event v
     where (v.endpoint_id, v.sequence) > (?, ?) order by v.endpoint_id, v.sequence limit ${atATime}`,
    [endpointId, sequence],
  );
  const emptied = found.flatMap((row): Emptied[] => {
    const body = withoutPerson(textIn(row, 'body'));
    if (body === row['body']) return [];
    return [{ endpointId: textIn(row, 'endpoint_id'), sequence: integerIn(row, 'sequence'), body }];
  });
  await committer.commit([write(emptyBodies, emptied)]);
  const last = found.at(-1);
  const next = last === undefined ? 'done' : JSON.stringify([textIn(last, 'endpoint_id'), integerIn(last, 'sequence')]);
  await values.replace(progress, reached, next);
  return found.length;
}
