export { DomainError, errorsOf, isDomainError } from './domain-error.js';
export type { ErrorProperties } from './domain-error.js';
export { dueRounds } from './due-rounds.js';
export type { DueRounds } from './due-rounds.js';
export { kernelError, kernelErrors, optionErrors } from './errors.js';
export type { KernelErrorCode, OptionErrorCode } from './errors.js';
export {
  checkDay,
  checkInstant,
  checkList,
  checkNames,
  checkOption,
  checkSwitch,
  checkText,
  optionError,
} from './options.js';
export type { Problem } from './problem.js';
export type {
  Actor,
  Audit,
  AuditEntry,
  AuditList,
  AuditPage,
  AuditQuery,
  Clock,
  Ids,
  KeptAnswer,
  KeptAnswers,
  KeptAuditEntry,
  ListById,
  Once,
  Work,
} from './ports.js';

export {
  addDays,
  addMonths,
  compareDates,
  dayAfter,
  daysBetween,
  isPlainDate,
  plainDate,
  yearMonthDay,
} from './calendar.js';
export type { Instant, PlainDate } from './calendar.js';
export { periodAfter } from './periods.js';
export type { Period } from './periods.js';
export { epochMilliseconds, instant, instantAt, plus, utcDay, utcHour } from './instants.js';
export type { Elapsed } from './instants.js';
export { businessDay, businessZone, civilDate, startOfDay } from './zones.js';

export { currencyExponent, divide, money, proportion, rounded, share, wholeAmount } from './money.js';
export type { Money } from './money.js';
export { allocate } from './allocate.js';
export type { Rest } from './allocate.js';
export { compareRatios, decimal, subtract, multiply, ratio, add } from './ratio.js';
export type { Ratio } from './ratio.js';
export type { Rounding } from './rounding.js';

export { isCnpj, isCpf, normalizedDocument } from './identifiers.js';
export { isLegible, isLine, isVisible, legibleForm, nameWords } from './text.js';
export type { PersonTerm } from './text.js';
export { codePointName, printProblems } from './typeface.js';
export type { Typeface, Unprintable } from './typeface.js';
