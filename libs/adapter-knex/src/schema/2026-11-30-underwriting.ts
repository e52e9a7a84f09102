import type { Migration } from './migration.js';

const statements = (text: string) => [
  `alter table quotation add column underwriting_state ${text} not null default ''`,
  `create index quotation_to_derive on quotation (id) where underwriting_state = ''`,
  `create index quotation_underwritten on quotation (underwriting_state, created_at, id, status)
    where underwriting_state <> 'approved'`,
];

/**
 * How a quotation stands with underwriting, as a column: the queue of the underwriters is read from an index of the few that
 * are not approved. Empty is what an earlier version wrote; a job derives it.
 */
export const underwriting: Migration = {
  name: '2026-11-30-underwriting',
  sqlite: statements('text'),
  postgres: statements('text collate "C"'),
};

/** The version before no longer runs: what it proposed meanwhile is derived anew. */
export const underwritingAlone: Migration = {
  name: '2026-11-30-underwriting-alone',
  contracts: true,
  postgres: [`update quotation set underwriting_state = '' where status = 'draft'`],
};
