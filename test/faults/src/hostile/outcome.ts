import type { Behaviour } from './behaviours.js';

/** An attempt as the log shows it. */
export type Attempt = {
  readonly at: string;
  readonly duration_ms: number;
  readonly status_code: number | null;
  readonly error: string | null;
  readonly delivered: boolean;
};

/** An event as the log shows it. Its attempts come oldest first. */
export type Delivery = {
  readonly sequence: number;
  readonly status: string;
  readonly attempts: readonly Attempt[];
};

export type Outcome = { readonly attempts: readonly Attempt[]; readonly problems: readonly string[] };

/** The log has whole milliseconds: a beginning is rounded, and so is the duration that it was computed from. */
const roundingMs = 5;

/** The most attempts that the log shows for an event. */
const mostShown = 20;

/**
 * Compares the log of an endpoint, and what arrived there, with what a behaviour must lead to. In the end all events
 * were delivered, to a healthy receiver where the hostile one took none.
 */
export function outcomeOf(
  { logged, delivered, apartMs = 0 }: Behaviour,
  deliveries: readonly Delivery[],
  arrivals: readonly number[],
): Outcome {
  const attempts = deliveries.flatMap((delivery) => delivery.attempts);
  const failures = attempts.filter((attempt) => !attempt.delivered);
  const problems = [...orderProblems(arrivals, deliveries.length), ...deliveries.flatMap(deliveryProblems)];
  if (delivered) problems.push(...attempts.filter((each) => !logged.test(textOf(each))).map(unexpected));
  else problems.push(...failures.filter((each) => !logged.test(textOf(each))).map(unexpected));
  if (!delivered && failures.length === 0) problems.push('no attempt failed');
  const starts = (deliveries[0]?.attempts ?? []).map(({ at }) => Date.parse(at));
  // The last one goes to the healthy receiver, at once.
  for (const [index, at] of starts.slice(1, -1).entries()) {
    const apart = at - (starts[index] ?? 0);
    if (apart < apartMs - roundingMs) problems.push(`two attempts were only ${apart} ms apart`);
  }
  for (const [index, { attempts: now }] of deliveries.slice(1).entries()) {
    const before = deliveries[index]?.attempts.at(-1);
    if (before !== undefined && Date.parse(now[0]?.at ?? '') < Date.parse(before.at) - roundingMs)
      problems.push('an event was sent before its predecessor was delivered');
  }
  return { attempts, problems: problems.slice(0, 5) };
}

export const textOf = ({ status_code, error }: Attempt): string => String(status_code ?? error);

const unexpected = (attempt: Attempt): string => `an attempt is logged as ${textOf(attempt)}`;

function deliveryProblems({ sequence, status, attempts }: Delivery): readonly string[] {
  const problems: string[] = [];
  if (status !== 'delivered') problems.push(`${sequence} is ${status}`);
  if (attempts.length >= mostShown) problems.push(`${sequence} has more attempts than the log shows`);
  if (attempts.filter(({ delivered }) => delivered).length !== 1) problems.push(`${sequence} was not delivered once`);
  if (attempts.at(-1)?.delivered === false) problems.push(`${sequence} was sent again after its delivery`);
  for (const each of attempts)
    if (each.delivered !== (each.status_code === 200)) problems.push(`${textOf(each)} is logged as delivered`);
  return problems;
}

/** Sequences come from 1 on, each again and again until the next one. */
function orderProblems(arrivals: readonly number[], count: number): readonly string[] {
  let seen = 0;
  const problems: string[] = [];
  for (const sequence of arrivals) {
    if (sequence !== seen && sequence !== seen + 1) problems.push(`${sequence} came after ${seen}`);
    seen = Math.max(seen, sequence);
  }
  if (seen !== count) problems.push(`${seen} of ${count} events arrived`);
  return problems;
}
