import type { ProducerCode, ProducerCodes } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { flag, json, key, text, textOrNull, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import type { KeptTexts } from '../engine/kept-texts.js';
import { findBy } from '../engine/reads.js';
import { assertUnchangedStatement, insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const codeTable = table<ProducerCode>('producer_code', {
  id: key(text()),
  code: text(),
  description: textOrNull(),
  organizationId: text(),
  roles: json(),
  active: flag(),
  version: version(),
});

export const codeTexts: KeptTexts = {
  kind: 'producer code',
  table: 'producer_code',
  column: 'code',
  within: [],
  where: 'true',
  unique: true,
  changes: ', version = version + 1',
};

const insertCode = insertInto(codeTable, writeOrder.producerCode);
const updateCode = updateOf(codeTable, writeOrder.producerCode);
const codeUnchanged = assertUnchangedStatement(codeTable, ['id', 'version'], writeOrder.producerCode);

export function knexProducerCodes(reader: Knex): (writes: Write[]) => ProducerCodes {
  const [find, findByCode] = [findBy(reader, codeTable, 'id'), findBy(reader, codeTable, 'code')];
  return (writes) => ({
    find,
    findByCode,
    add: (code) => void writes.push(write(insertCode, code)),
    save: (code) => void writes.push(write(updateCode, code)),
    assertUnchanged: (code) => void writes.push(write(codeUnchanged, code)),
  });
}
