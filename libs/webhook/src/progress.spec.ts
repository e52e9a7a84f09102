import { describe, expect, it } from '@jest/globals';
import type { Advance, Claim, SideLine } from './ports.js';
import { advanceOf, heldLanes, isHeld, progressAfter, progressOf, type ProgressEvent } from './progress.js';
import { anAttempt, anEndpoint } from './testing/data-fixtures.js';

const held: SideLine = { id: 'held:3', kind: 'held', subject: 'a', next: 3, to: null, failures: 1, due: true };
const replay: SideLine = { id: 'replay:1', kind: 'replay', subject: null, next: 1, to: 2, failures: 0, due: true };

const claim: Claim = {
  endpoint: anEndpoint(),
  epoch: 2,
  cursor: 4,
  failures: 2,
  takeover: false,
  maybeSentUpTo: 0,
  lines: [held, replay],
};

const attempt = (sequence: number) => anAttempt({ sequence });

const after = (...events: readonly ProgressEvent[]) => events.reduce(progressAfter, progressOf(claim));
const kept = (line: SideLine, retryInMs: number) => ({ ...line, done: false, retryInMs });

/** The events, and the progress to store: cursor, failures in a row, sequences of attempts, changes of side lines. */
type Row = readonly [
  name: string,
  events: readonly ProgressEvent[],
  cursor: number,
  failures: number,
  attempts: readonly number[],
  lines: Advance['lines'],
];

const newLine: SideLine = { ...held, id: 'held:5', subject: 'b', next: 5, due: false };
const further: SideLine = { ...held, next: 4, failures: 0 };
const again: SideLine = { ...held, failures: 2 };
const replayed: SideLine = { ...replay, next: 2 };
const lateReplay: SideLine = { ...replay, failures: 1 };

const table: readonly Row[] = [
  ['nothing changes nothing', [], 4, 2, [], []],
  [
    'a delivered event moves the main line on and ends the row of failures',
    [{ type: 'delivered', attempt: attempt(5) }],
    5,
    0,
    [5],
    [],
  ],
  ['a blocked event leaves the main line where it is', [{ type: 'blocked', attempt: attempt(5) }], 4, 3, [5], []],
  [
    'a held event is passed, counts as a failure and opens a side line',
    [{ type: 'held', attempt: attempt(5), line: newLine, retryInMs: 5_000 }],
    5,
    3,
    [5],
    [kept(newLine, 5_000)],
  ],
  ['an event of a held lane is passed without an attempt', [{ type: 'passed', sequence: 5 }], 5, 2, [], []],
  [
    'a held line’s event that is delivered ends the row of failures',
    [{ type: 'line-delivered', attempt: attempt(3), line: further }],
    4,
    0,
    [3],
    [kept(further, 0)],
  ],
  [
    'a held line’s event that fails counts',
    [{ type: 'line-failed', attempt: attempt(3), line: again, retryInMs: 30_000 }],
    4,
    3,
    [3],
    [kept(again, 30_000)],
  ],
  [
    'a replay’s event that is delivered says nothing of failures',
    [{ type: 'line-delivered', attempt: attempt(1), line: replayed }],
    4,
    2,
    [1],
    [kept(replayed, 0)],
  ],
  [
    'a replay’s event that fails does not count',
    [{ type: 'line-failed', attempt: attempt(1), line: lateReplay, retryInMs: 5_000 }],
    4,
    2,
    [1],
    [kept(lateReplay, 5_000)],
  ],
  [
    'a line that is done is to be removed',
    [{ type: 'line-done', line: further }],
    4,
    2,
    [],
    [{ ...further, done: true, retryInMs: null }],
  ],
  [
    'the last change of a line counts',
    [
      { type: 'line-delivered', attempt: attempt(3), line: further },
      { type: 'line-done', line: further },
    ],
    4,
    0,
    [3],
    [{ ...further, done: true, retryInMs: null }],
  ],
  [
    'what is taken is not to be kept again, and the rest goes on from there',
    [
      { type: 'delivered', attempt: attempt(5) },
      { type: 'line-done', line: further },
      { type: 'taken' },
      { type: 'delivered', attempt: attempt(6) },
    ],
    6,
    0,
    [6],
    [],
  ],
  [
    'what could not be kept comes before what happened since',
    [
      { type: 'delivered', attempt: attempt(5) },
      { type: 'taken' },
      { type: 'delivered', attempt: attempt(6) },
      { type: 'given-back', taken: { cursor: 5, failures: 0, attempts: [attempt(5)], lines: [] } },
    ],
    6,
    0,
    [5, 6],
    [],
  ],
  [
    'a line that changed since it was taken stays as it is now',
    [
      { type: 'line-done', line: further },
      { type: 'given-back', taken: { cursor: 4, failures: 2, attempts: [], lines: [kept(again, 5_000)] } },
    ],
    4,
    2,
    [],
    [{ ...further, done: true, retryInMs: null }],
  ],
  [
    'a line that could not be kept is to be kept still',
    [{ type: 'given-back', taken: { cursor: 4, failures: 2, attempts: [], lines: [kept(again, 5_000)] } }],
    4,
    2,
    [],
    [kept(again, 5_000)],
  ],
];

describe('the progress of a claim', () => {
  it.each(table)('%s', (_, events, cursor, failures, attempts, lines) => {
    expect(advanceOf(after(...events))).toEqual({ cursor, failures, attempts: attempts.map(attempt), lines });
  });

  it.each<[string, readonly ProgressEvent[], readonly string[], number]>([
    ['as it was claimed', [], ['a'], 1],
    ['once another is held', [{ type: 'held', attempt: attempt(5), line: newLine, retryInMs: 5 }], ['a', 'b'], 2],
    ['once it is done', [{ type: 'line-done', line: further }], [], 0],
    ['while its head fails', [{ type: 'line-failed', attempt: attempt(3), line: again, retryInMs: 5 }], ['a'], 1],
    ['also after it was taken', [{ type: 'line-done', line: further }, { type: 'taken' }], [], 0],
  ])('holds back the lanes of held lines, never those of a replay: %s', (_, events, subjects, lanes) => {
    const progress = after(...events);
    expect(['a', 'b', 'c'].filter((subject) => isHeld(progress, subject))).toEqual(subjects);
    expect(heldLanes(progress)).toBe(lanes);
  });
});
