import type { Defect } from './defect.js';
import { deliveryDefects } from './of-delivery.js';
import { progressDefects } from './of-progress.js';
import { writeDefects } from './of-writes.js';

/** Every defect that is planted, to see that it is caught. */
export const defects: readonly Defect[] = [...deliveryDefects, ...progressDefects, ...writeDefects];
