import { underwritingOf, type UnderwritingState } from '@affinity-engine/quotation';
import { integer, text } from '../engine/columns.js';
import { write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import { composed } from '../engine/sql-words.js';
import type { Row } from '../engine/sql.js';
import { eachRow, recordsAsTable } from '../engine/statements.js';
import { shape } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import { quotationFrom } from './quotations.js';

/** How many quotations are looked at in one go. */
const atATime = 200;

type Derived = { readonly id: string; readonly version: number; readonly state: UnderwritingState };

const rows = recordsAsTable(shape<Derived>({ id: text(), version: integer(), state: text() }).columns);

/** What was changed meanwhile has its state with the change. */
const keepSql = composed(
  (words) => `with v as (${rows.sql(words)}) update quotation set underwriting_state = v.state from v
     where quotation.id = v.id and quotation.version = v.version`,
);

const keepStates = eachRow<readonly Derived[], void>(
  'keep underwriting states',
  writeOrder.quotation,
  async (execute, derived) => void (await execute(keepSql(execute.words), [rows.bind(derived)])),
);

/**
 * Derives how quotations of an earlier version stand with underwriting, a limited number at a time.
 * @returns how many were looked at: while it is not 0, there may be more
 */
export async function deriveUnderwriting({
  reader,
  committer,
  people,
}: Pick<Engine, 'reader' | 'committer' | 'people'>): Promise<number> {
  // Must match the WHERE of index quotation_to_derive.
  const found = (await reader('quotation').whereRaw(`underwriting_state = ''`).limit(atATime)) as Row[];
  if (found.length === 0) return 0;
  const quotations = found.map((row) => quotationFrom(people, row));
  const derived = quotations.map((each) => ({ id: each.id, version: each.version, state: underwritingOf(each) }));
  await committer.commit([write(keepStates, derived)]);
  return found.length;
}
