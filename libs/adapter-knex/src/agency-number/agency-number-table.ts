import type { AgencyNumber } from '@affinity-engine/agency-number';
import { fixed, flag, instant, integer, integerOrNull, key, named, text, textOrNull } from '../engine/columns.js';
import type { Row } from '../engine/sql.js';
import { shape, table } from '../engine/table.js';

/** A number with its place in the order of writes. */
export type AgencyNumberRow = AgencyNumber & { readonly added: number };

export const agencyNumberTable = table<AgencyNumberRow>('agency_number', {
  id: key(text()),
  owner: shape({ accountId: fixed(text()), brokerId: fixed(textOrNull()) }),
  insurerId: fixed(text()),
  number: fixed(text()),
  externalUniqueId: fixed(textOrNull()),
  matchCode: textOrNull(),
  externalInsurerId: textOrNull(),
  collectionType: textOrNull(),
  internalComment: textOrNull(),
  active: flag(),
  flags: shape({
    tenders: named('tenders_flag', integerOrNull()),
    calculations: named('calculations_flag', integerOrNull()),
  }),
  added: fixed(integer()),
  createdAt: fixed(instant()),
  changedAt: instant(),
});

export function agencyNumberFrom(row: Row): AgencyNumber {
  const { added, ...number } = agencyNumberTable.read(row);
  return number;
}
