import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: stable code → sentence. */
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

/** An error of {@link affinityGroupErrors}, with its sentence. */
export const affinityGroupError = errorsOf(affinityGroupErrors);

/** One thing wrong with a value: the field it lies in, with its place in a list, and what was expected. */
export type Fault = { readonly path: string; readonly expected: string };

/** Refuses where anything was found. @throws the code, with every fault */
export function refuseFaulty(
  code: Extract<AffinityGroupErrorCode, `${string}-INVALID`>,
  faults: readonly Fault[],
): void {
  if (faults.length > 0) throw affinityGroupError(code, { faults });
}
