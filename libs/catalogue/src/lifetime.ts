import { addDays, checkDay, daysBetween, isDomainError, optionError, periodAfter } from '@affinity-engine/kernel';
import type { ErrorProperties, Period, PlainDate } from '@affinity-engine/kernel';
import { catalogueError } from './errors.js';
import type { Plan } from './product.js';

/** The longest cover, a century: a longer one is a typing error and could not be renewed within the calendar. */
const mostDays = 36_525;

/**
 * The number of days of a cover, first and last included: `end − start + 1`.
 * @throws DATE-INVALID for an invalid day
 */
export function daysCovered(start: PlainDate, end: PlainDate): number {
  checkDay('start', start);
  checkDay('end', end);
  return daysBetween(start, end) + 1;
}

/**
 * The last day of cover of a plan with a fixed lifetime: `start + lifetimeDays − 1`. Undefined where the caller
 * chooses it.
 * @throws DATE-INVALID for an invalid day
 * @throws LIFETIME-INVALID beyond the calendar
 * @throws OPTION-INVALID for a lifetime that is not a whole number of days
 */
export function lastDayOf({ lifetimeDays }: Plan, start: PlainDate): PlainDate | undefined {
  checkDay('start', start);
  if (lifetimeDays === undefined) return undefined;
  if (!Number.isSafeInteger(lifetimeDays) || lifetimeDays < 1) {
    throw optionError('lifetimeDays', 'a whole number of days, at least one', lifetimeDays);
  }
  return dayOfCover(start, lifetimeDays - 1);
}

/** The day so many days after a valid one, as a day of a cover. @throws LIFETIME-INVALID beyond the calendar */
export const dayOfCover = (day: PlainDate, days: number): PlainDate =>
  withinCalendar({ start: day, days }, () => addDays(day, days));

/**
 * The cover that follows another one: as long as the plan fixes it, else as long as that one was, whole months and years
 * by whole ones.
 * @throws LIFETIME-INVALID beyond the calendar
 */
export function coverAfter(plan: Plan, { first, last }: Period): Period {
  const start = dayOfCover(last, 1);
  const end = lastDayOf(plan, start) ?? withinCalendar({ start }, () => periodAfter({ first, last }).last);
  return { first: start, last: end };
}

function withinCalendar<Result>(properties: ErrorProperties, act: () => Result): Result {
  try {
    return act();
  } catch (thrown) {
    if (!isDomainError(thrown) || thrown.code !== 'DATE-INVALID') throw thrown;
    const latest = '9999-12-31';
    throw catalogueError('LIFETIME-INVALID', { ...properties, latest }, `A cover lasts until ${latest} at most.`);
  }
}

/**
 * Everything wrong with a period of cover under a plan, as sentences; empty is good.
 * @throws DATE-INVALID for an invalid day
 * @throws OPTION-INVALID for a lifetime of the plan that is not a whole number of days
 */
export function lifetimeProblems(plan: Plan, start: PlainDate, end: PlainDate): readonly string[] {
  if (daysCovered(start, end) > mostDays)
    return [`A cover lasts at most ${mostDays} days; from ${start} to ${end} are ${daysCovered(start, end)}.`];
  if (end <= start) return [`The last day of cover must be after the first, ${start}; ${end} is not.`];
  const fixed = lastDayOf(plan, start);
  if (fixed === undefined || fixed === end) return [];
  const period = `${plan.lifetimeDays} days, the first and the last included`;
  return [
    `Plan ${plan.id} covers ${period}: from ${start} the last day is ${fixed}, not ${end} (${daysCovered(start, end)} days).`,
  ];
}

/** Checks a period of cover against a plan. @throws LIFETIME-INVALID, and everything {@link lifetimeProblems} throws */
export function checkLifetime(plan: Plan, start: PlainDate, end: PlainDate): void {
  const problems = lifetimeProblems(plan, start, end);
  if (problems.length === 0) return;
  const lastDay = lastDayOf(plan, start);
  const properties = { planId: plan.id, start, end, ...(lastDay !== undefined && { lastDay }) };
  throw catalogueError('LIFETIME-INVALID', properties, problems.join(' '));
}
