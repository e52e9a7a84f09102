export { choices, defaultEntry, lastFlagged, type OfferedEntry } from './default-entry.js';
export { flagsAfter, noFlags, purposes, type Flagged, type Flags, type Purpose, type SentFlags } from './entry.js';
export { explainDefault, type DefaultLine, type Verdict } from './explain-default.js';
