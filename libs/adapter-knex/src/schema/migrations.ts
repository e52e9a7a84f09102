import { affinityGroups } from './2026-11-22-affinity-groups.js';
import { agencyNumbers } from './2026-11-22-agency-numbers.js';
import { firstTables } from './2026-11-22-first-tables.js';
import { groupsLastByDays } from './2026-11-22-groups-last-by-days.js';
import { partnerGroups } from './2026-11-22-partner-groups.js';
import { quotationContents } from './2026-11-22-quotation-contents.js';
import { quotations } from './2026-11-22-quotations.js';
import { externalReference } from './2026-11-28-external-reference.js';
import { postgresTables } from './2026-11-28-postgres-tables.js';
import { firstEndpoints } from './2026-11-28-first-endpoints.js';
import { sharedByProcesses } from './2026-11-28-shared-by-processes.js';
import { agencyNumberOrders } from './2026-11-28-agency-number-orders.js';
import { failingEndpoints } from './2026-11-28-failing-endpoints.js';
import { countedWindows } from './2026-11-28-counted-windows.js';
import { endpointProgress, endpointProgressAlone } from './2026-11-29-endpoint-progress.js';
import { eventFeed } from './2026-11-29-event-feed.js';
import { keyRotations } from './2026-11-29-key-rotations.js';
import { partnerBrands } from './2026-11-29-partner-brands.js';
import { feedIncarnations } from './2026-11-29-feed-incarnations.js';
import { attemptsByDay } from './2026-11-29-attempts-by-day.js';
import { originalsAlone, reinstatedOriginals } from './2026-11-29-reinstated-originals.js';
import { personalKeys, personalKeysAlone } from './2026-11-29-personal-keys.js';
import { legalHolds } from './2026-11-29-legal-holds.js';
import { quotationOrders } from './2026-11-29-quotation-orders.js';
import { affinityOrders } from './2026-11-29-affinity-orders.js';
import { unusedRequests } from './2026-11-29-unused-requests.js';
import { quotationsOver } from './2026-11-29-quotations-over.js';
import { certificatesFound } from './2026-11-30-certificates-found.js';
import { underwriting, underwritingAlone } from './2026-11-30-underwriting.js';
import { people } from './2026-11-30-people.js';
import { agencyNumbersFound } from './2026-11-30-agency-numbers-found.js';
import { movements } from './2026-11-30-movements.js';
import { refusals } from './2026-11-30-refusals.js';
import type { Migration } from './migration.js';

/** All migrations, in order. */
export const migrations: readonly Migration[] = [
  firstTables,
  quotations,
  agencyNumbers,
  affinityGroups,
  partnerGroups,
  groupsLastByDays,
  quotationContents,
  postgresTables,
  externalReference,
  firstEndpoints,
  sharedByProcesses,
  agencyNumberOrders,
  failingEndpoints,
  countedWindows,
  attemptsByDay,
  endpointProgress,
  eventFeed,
  endpointProgressAlone,
  feedIncarnations,
  reinstatedOriginals,
  originalsAlone,
  keyRotations,
  partnerBrands,
  personalKeys,
  personalKeysAlone,
  quotationOrders,
  affinityOrders,
  unusedRequests,
  legalHolds,
  quotationsOver,
  certificatesFound,
  underwriting,
  underwritingAlone,
  people,
  refusals,
  movements,
  agencyNumbersFound,
];
