import type { Attempt } from './endpoint.js';
import type { Advance, Claim, SideLine, SideLineChange } from './ports.js';

/** The progress of a claim, and the part of it that is not stored yet. */
export type ClaimProgress = {
  /** The last event the main line has passed. */
  readonly cursor: number;
  /** In a row, of any events. */
  readonly failures: number;
  /** All side lines. */
  readonly lines: ReadonlyMap<string, SideLine>;
  /** Attempts and changes of side lines that are not stored yet. */
  readonly attempts: readonly Attempt[];
  readonly changed: ReadonlyMap<string, SideLineChange>;
};

/** The events in the progress of a claim. A side line is given in its new state. */
export type ProgressEvent =
  /** The main line's next event was delivered. */
  | { readonly type: 'delivered'; readonly attempt: Attempt }
  /** The main line's next event failed, and all later events wait. */
  | { readonly type: 'blocked'; readonly attempt: Attempt }
  /** The main line's next event failed and was passed: its lane waits on a side line. */
  | { readonly type: 'held'; readonly attempt: Attempt; readonly line: SideLine; readonly retryInMs: number }
  /** The main line passes an event whose lane is held. */
  | { readonly type: 'passed'; readonly sequence: number }
  | { readonly type: 'line-delivered'; readonly attempt: Attempt; readonly line: SideLine }
  | { readonly type: 'line-failed'; readonly attempt: Attempt; readonly line: SideLine; readonly retryInMs: number }
  | { readonly type: 'line-done'; readonly line: SideLine }
  /** Everything collected to date is being stored. */
  | { readonly type: 'taken' }
  /** The taken progress could not be stored. */
  | { readonly type: 'given-back'; readonly taken: Advance };

export const progressOf = ({ cursor, failures, lines }: Claim): ClaimProgress => ({
  cursor,
  failures,
  lines: new Map(lines.map((line) => [line.id, line])),
  attempts: [],
  changed: new Map(),
});

/** The progress after an event. Failures of a replay do not count: they say nothing about the waiting events. */
export function progressAfter(before: ClaimProgress, event: ProgressEvent): ClaimProgress {
  switch (event.type) {
    case 'delivered':
      return { ...attempted(before, event), cursor: event.attempt.sequence, failures: 0 };
    case 'blocked':
      return { ...attempted(before, event), failures: before.failures + 1 };
    case 'held':
      return { ...lineFailed(before, event), cursor: event.attempt.sequence };
    case 'passed':
      return { ...before, cursor: event.sequence };
    case 'line-delivered': {
      const failures = event.line.kind === 'held' ? 0 : before.failures;
      return { ...attempted(changedLine(before, event.line, 0), event), failures };
    }
    case 'line-failed':
      return lineFailed(before, event);
    case 'line-done':
      return changedLine(before, event.line, null);
    case 'taken':
      return { ...before, attempts: [], changed: new Map() };
    case 'given-back':
      return givenBack(before, event.taken);
  }
}

type LineFailure = Extract<ProgressEvent, { readonly type: 'held' | 'line-failed' }>;

function lineFailed(before: ClaimProgress, event: LineFailure): ClaimProgress {
  const failures = before.failures + (event.line.kind === 'held' ? 1 : 0);
  return { ...attempted(changedLine(before, event.line, event.retryInMs), event), failures };
}

const attempted = (before: ClaimProgress, { attempt }: { readonly attempt: Attempt }): ClaimProgress => ({
  ...before,
  attempts: [...before.attempts, attempt],
});

/** @param retryInMs null if the line is done */
function changedLine(before: ClaimProgress, line: SideLine, retryInMs: number | null): ClaimProgress {
  const done = retryInMs === null;
  const lines = new Map([...before.lines].filter(([id]) => id !== line.id));
  if (!done) lines.set(line.id, line);
  return { ...before, lines, changed: new Map([...before.changed, [line.id, { done, retryInMs, ...line }]]) };
}

/** A line that changed since it was taken keeps its newer state. */
function givenBack(before: ClaimProgress, { attempts, lines }: Advance): ClaimProgress {
  return {
    ...before,
    attempts: [...attempts, ...before.attempts],
    changed: new Map([...lines.map((line) => [line.id, line] as const), ...before.changed]),
  };
}

/** The progress to store now. */
export const advanceOf = ({ cursor, failures, attempts, changed }: ClaimProgress): Advance => ({
  cursor,
  failures,
  attempts,
  lines: [...changed.values()],
});

/** Whether the lane of this subject is held. */
export const isHeld = ({ lines }: ClaimProgress, subject: string): boolean =>
  [...lines.values()].some((line) => line.kind === 'held' && line.subject === subject);

export const heldLanes = ({ lines }: ClaimProgress): number =>
  [...lines.values()].filter(({ kind }) => kind === 'held').length;
