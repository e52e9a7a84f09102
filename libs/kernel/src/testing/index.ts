export { fixedClock, settableClock } from './clocks.js';
export type { SettableClock } from './clocks.js';
export { codeOf, refusalOf } from './code-of.js';
export { countingIds } from './counting-ids.js';
export { failuresOf, type Deadline } from './failures-of.js';
export { jestGlobals } from './jest-globals.js';
export { memoryWork, type MemoryWrite } from './memory-work.js';
