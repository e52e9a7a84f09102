export { fixedClock, settableClock } from './clocks.js';
export type { SettableClock } from './clocks.js';
export { codeOf } from './code-of.js';
export { countingIds } from './counting-ids.js';
