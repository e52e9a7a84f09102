import { affinityTable } from '../affinity/errors.js';
import { agencySentences } from '../agency-number/errors.js';
import { adminTable } from '../cloud-admin/errors.js';
import { opsStatuses } from '../ops/errors.js';
import { quotationTable } from '../quotation/errors.js';

type Statuses = Readonly<Record<string, number>>;

const statusOf = <Rule>(table: Readonly<Record<string, Rule>>, status: (rule: Rule) => number): Statuses =>
  Object.fromEntries(Object.entries(table).map(([code, rule]) => [code, status(rule)]));

/** The status of every code in each dialect it can reach, for documentation. */
export const errorStatuses: Readonly<Record<string, Statuses>> = {
  affinity: statusOf(affinityTable, ({ status }) => status),
  'cloud-admin': statusOf(adminTable, ({ status }) => status),
  'agency-number': statusOf(agencySentences, () => 200),
  quotation: statusOf(quotationTable, (rule) => ('gateway' in rule ? rule.gateway : rule.status)),
  ops: opsStatuses,
};
