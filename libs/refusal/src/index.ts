export { refusalError, refusalErrors, type RefusalErrorCode } from './errors.js';
export { groupRefusals, mostGroups, readRefusal, type GroupedRefusals } from './read-refusals.js';
export { refusalLog, type NotedRefusal, type RefusalLog, type RefusalLogSettings } from './refusal-log.js';
export { hourOf, keptProblems } from './refusal.js';
export type { KeptProblem, KeptRefusal, Refusal, RefusalGroup, RefusedAbout, RefusedCaller } from './refusal.js';
export type * from './ports.js';
