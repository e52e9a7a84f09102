import type { Affinity } from '@affinity-engine/affinity';
import { anAffinity, anAffinityRequest, aPartner } from '@affinity-engine/affinity/testing';
import { affinityTable } from '../affinity/affinities.js';
import { requestTable } from '../affinity/affinity-requests.js';
import { partnerTable } from '../affinity/partners.js';
import type { Database } from '../engine/database.js';
import type { Value } from '../engine/sql.js';
import type { Table } from '../engine/table.js';

/** The partner of the planted affinities. */
export const plantPartner = (database: Database): Promise<void> => insert(database, partnerTable, aPartner());

/** The affinity as versions before persons were sealed have it. */
const clearTable = {
  ...affinityTable,
  columns: affinityTable.columns.filter(({ name }) => !name.startsWith('personal')),
};

/** Writes affinities of `partner-1` with their requests, as rows, past all rules, and in the clear. */
export async function plantAffinities(database: Database, ...affinities: readonly Partial<Affinity>[]): Promise<void> {
  for (const affinity of affinities.map(anAffinity)) {
    const { requestId: id, id: usedBy } = affinity;
    await insert(database, requestTable, anAffinityRequest({ id, usedBy }));
    await insert(database, clearTable, { ...affinity, personalKey: null, personal: null });
  }
}

async function insert<Of>({ write }: Database, { name, columns }: Table<Of>, record: Of): Promise<void> {
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const values = columns.map(({ valueOf }): Value => valueOf(record));
  await write(`insert into ${name} (${names}) values (${values.map(() => '?').join(', ')})`, values);
}
