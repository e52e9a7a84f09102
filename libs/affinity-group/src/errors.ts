import { DomainError, type ErrorProperties, type Problem } from '@affinity-engine/kernel';

/** Every refusal of this context: stable code → sentence. */
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

/** The error of a code, with its sentence. */
export const refusal = (
  code: AffinityGroupErrorCode,
  properties: ErrorProperties = {},
): DomainError<AffinityGroupErrorCode> => new DomainError(code, affinityGroupErrors[code], properties);

/** Throws the code with every problem, where there is any. */
export function throwProblems(
  code: Extract<AffinityGroupErrorCode, `${string}-INVALID`>,
  problems: readonly Problem[],
): void {
  if (problems.length > 0) throw refusal(code, { problems });
}
