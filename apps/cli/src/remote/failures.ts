import { NoAnswerError, RefusedError } from '@affinity-engine/client';
import { UsageError } from '../options.js';
import type { Terminal } from './terminal.js';

/** The statuses a command ends with. */
export const exits = { done: 0, refused: 1, usage: 2, noAccess: 3, noAnswer: 4 } as const;

/** Something that a command found wrong itself, line by line. */
export class Faulty extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/**
 * Reports why a command failed.
 * @returns the exit status
 */
export function reported(failure: unknown, terminal: Terminal): number {
  if (failure instanceof UsageError) return said(terminal, [`${failure.message}; see --help`], exits.usage);
  if (failure instanceof Faulty) return said(terminal, failure.lines, exits.refused);
  if (failure instanceof RefusedError) {
    const problems = failure.problems.map(({ path, expected }) => `  ${path}: expected ${expected}`);
    const lines = [
      failure.message,
      ...problems,
      ...(failure.requestId === null ? [] : [`request ${failure.requestId}`]),
    ];
    return said(terminal, lines, failure.status === 401 || failure.status === 403 ? exits.noAccess : exits.refused);
  }
  if (failure instanceof NoAnswerError) {
    const again = failure.idempotencyKey === null ? [] : [`its Idempotency-Key was ${failure.idempotencyKey}`];
    return said(terminal, [`${failure.message}: ${reasonOf(failure.cause)}`, ...again], exits.noAnswer);
  }
  throw failure;
}

const said = (terminal: Terminal, lines: readonly string[], status: number): number => {
  terminal.err(lines.map((line) => `${line.replaceAll(/\p{Cc}/gu, '·')}\n`).join(''));
  return status;
};

/** `fetch failed` says little; what it was caused by says more. */
export const reasonOf = (failure: unknown): string => {
  const { message, cause, code } = failure as {
    readonly message?: string;
    readonly cause?: unknown;
    readonly code?: string;
  };
  return cause === undefined ? (message === undefined || message === '' ? String(code) : message) : reasonOf(cause);
};
