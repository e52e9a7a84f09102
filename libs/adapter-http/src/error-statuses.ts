import * as affinity from './affinity/errors.js';
import * as agencyNumber from './agency-number/errors.js';
import * as cloudAdmin from './cloud-admin/errors.js';
import { edgeKinds, type ErrorKind, type ErrorKinds } from './edge/errors.js';
import * as ops from './ops/errors.js';
import * as quotation from './quotation/errors.js';

type Statuses = Readonly<Record<string, number>>;

const statusesOf = (kinds: ErrorKinds, statusOf: (kind: ErrorKind, code: string) => number): Statuses =>
  Object.fromEntries(
    Object.entries({ ...edgeKinds, ...kinds }).map(([code, kind]) => [code, statusOf(kind, code)] as const),
  );

/** The status of every code in each dialect, for documentation. */
export const errorStatuses: Readonly<Record<string, Statuses>> = {
  affinity: statusesOf(affinity.kinds, (kind) => affinity.statuses[kind]),
  'cloud-admin': statusesOf(cloudAdmin.kinds, (kind, code) => cloudAdmin.statusOf(kind, code)),
  'agency-number': statusesOf(agencyNumber.kinds, (kind) => agencyNumber.statusOf(kind)),
  quotation: statusesOf(quotation.kinds, (kind, code) => quotation.gateway[code]?.status ?? quotation.statuses[kind]),
  ops: statusesOf(ops.kinds, (kind) => ops.statuses[kind]),
};
