import { errorsOf, type Problem } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const affinityGroupErrors = {
  'ASSOCIATION-INVALID': 'The producer code cannot be associated with this group.',
  'ASSOCIATION-UNKNOWN': 'The producer code is not associated with this group.',
  'CHECKSUM-MISMATCH': 'It was changed since the supplied checksum was read.',
  'CODE-UNKNOWN': 'There is no such producer code.',
  'GROUP-INVALID': 'The affinity group is not what it should be.',
  'GROUP-UNKNOWN': 'There is no such affinity group.',
  'ORGANIZATION-UNKNOWN': 'There is no such organization.',
  'PRODUCER-CODE-INVALID': 'The producer code is not what it should be.',
} as const;

export type AffinityGroupErrorCode = keyof typeof affinityGroupErrors;

export const affinityGroupError = errorsOf(affinityGroupErrors);

/** Throws the error with all problems, if there are any. */
export function throwProblems(
  code: Extract<AffinityGroupErrorCode, `${string}-INVALID`>,
  problems: readonly Problem[],
): void {
  if (problems.length > 0) throw affinityGroupError(code, { problems });
}
