import type { Migration } from './migration.js';

const statements = [
  `create index agency_number_by_text on agency_number (number, id)`,
  `create index agency_number_by_activity on agency_number (active, id)`,
];

/** Operators find agency numbers of whichever owner by the number itself, and those that are offered no more. */
export const agencyNumbersFound: Migration = {
  name: '2026-11-30-agency-numbers-found',
  sqlite: statements,
  postgres: statements,
};
