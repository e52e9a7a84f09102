import type { ProducerCode, ProducerCodes } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { assertUnchangedStatement, insertInto, updateOf } from '../engine/statements.js';

const changing = ['code', 'description', 'organization_id', 'roles', 'active'] as const;
const columns = ['id', 'version', ...changing] as const;
type Column = (typeof columns)[number];

const insertCode = insertInto('producer_code', columns, 7);
const updateCode = updateOf<Column>(
  'producer_code',
  { key: ['id'], guard: ['version'], set: changing, also: 'version = v.version + 1' },
  7,
);

const codeUnchanged = assertUnchangedStatement('producer_code', { key: ['id'], guard: ['version'] });

/** Producer codes read at once, written with the unit of work. */
export function knexProducerCodes(reader: Knex): (writes: Write[]) => ProducerCodes {
  const by = (key: 'id' | 'code') =>
    batched<string, ProducerCode>(async (values) => {
      const rows = (await reader('producer_code').whereIn(key, values as string[])) as Row[];
      return new Map(rows.map((row) => [column.text(row, key), codeFrom(row)]));
    });
  const [find, findByCode] = [by('id'), by('code')];
  return (writes) => ({
    find,
    findByCode,
    add: (code) => void writes.push(write(insertCode, toRow(code))),
    save: (code) => void writes.push(write(updateCode, toRow(code))),
    assertUnchanged: ({ id, version }) => void writes.push(write(codeUnchanged, { id, version })),
  });
}

/** A producer code from its row. */
export const codeFrom = (row: Row): ProducerCode => ({
  id: column.text(row, 'id'),
  code: column.text(row, 'code'),
  description: column.textOrNull(row, 'description'),
  organizationId: column.text(row, 'organization_id'),
  roles: column.json<string[]>(row, 'roles'),
  active: column.flag(row, 'active'),
  version: column.integer(row, 'version'),
});

const toRow = (code: ProducerCode): Record<Column, Value> => ({
  id: code.id,
  code: code.code,
  description: code.description,
  organization_id: code.organizationId,
  roles: column.jsonText(code.roles),
  active: column.bit(code.active),
  version: code.version,
});
