import type { AgencyNumber } from '@affinity-engine/agency-number';
import { fixed, flag, instant, integer, integerOrNull, key, named, text, textOrNull } from '../engine/columns.js';
import type { KeptTexts } from '../engine/kept-texts.js';
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

const ofNumbers = { table: 'agency_number', changes: '' };
const ofInsurer = { ...ofNumbers, column: 'number', within: ['owner_id', 'insurer_id'] };

export const numberTexts: readonly KeptTexts[] = [
  { kind: 'agency number without an external id', ...ofInsurer, where: 'external_unique_id is null', unique: true },
  { kind: 'agency number with an external id', ...ofInsurer, where: 'external_unique_id is not null', unique: false },
  {
    kind: 'external id of an agency number',
    ...ofNumbers,
    column: 'external_unique_id',
    within: ['account_id'],
    where: 'external_unique_id is not null',
    unique: true,
  },
];
