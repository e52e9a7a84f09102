import type { Problem } from '@affinity-engine/kernel';
import { pathOf } from './schema.js';

/** A value and the file it came from. */
export type Filed<Value> = { readonly file: string; readonly value: Value };

/** A problem with its file. */
export type FiledProblem = Problem & { readonly file: string };

/** The values read from the files of one kind, and the problems of the others. */
export type CheckedFiles<Value> = {
  readonly filed: readonly Filed<Value>[];
  readonly problems: readonly FiledProblem[];
};

/** Checks every value on its own. */
export function within<Value>(
  filed: readonly Filed<Value>[],
  check: (value: Value) => readonly Problem[],
): readonly FiledProblem[] {
  return filed.flatMap(({ file, value }) => check(value).map((problem) => ({ file, ...problem })));
}

/** A problem at a path of the value unless the condition is met. */
export function unless(holds: boolean, at: readonly string[], expected: string): readonly Problem[] {
  return holds ? [] : [{ path: pathOf('$', at), expected }];
}

/** Repeated values of a property that must be unique over all files. */
export function repeatedAcross<Value>(
  filed: readonly Filed<Value>[],
  name: string,
  keyOf: (value: Value) => string | undefined,
): readonly FiledProblem[] {
  const keys = filed.map(({ value }) => keyOf(value));
  return filed.flatMap(({ file }, index) => {
    const first = keys.indexOf(keys[index]);
    const own = keys[index] === undefined || first === index;
    return unless(own, [name], `a value of its own: ${filed[first]?.file} has ${keys[index]} already`).map(
      (problem) => ({
        file,
        ...problem,
      }),
    );
  });
}
