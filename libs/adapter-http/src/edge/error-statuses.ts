import { affinityTable } from '../affinity/errors.js';
import { opsStatuses } from '../ops/errors.js';
import type { ErrorCode } from './errors.js';

/** The status of every code in each dialect, for documentation. */
export const errorStatuses = Object.fromEntries(
  (Object.keys(opsStatuses) as ErrorCode[]).map((code) => [
    code,
    { affinity: affinityTable[code].status, ops: opsStatuses[code] },
  ]),
) as Readonly<Record<ErrorCode, { readonly affinity: number; readonly ops: number }>>;
