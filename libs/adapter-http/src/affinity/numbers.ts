import type { AffinityStatus, AttachmentType, CancelReason } from '@affinity-engine/affinity';

/** The numbers of the affinity dialect. 1 to 4 are the contract's, 5 was published later. */
export const statusNumbers = { issued: 1, canceled: 2, expired: 3, renewed: 4, pending: 5 } as const satisfies Record<
  AffinityStatus,
  number
>;

export const statusOfNumber = (number: number): AffinityStatus | undefined =>
  (Object.keys(statusNumbers) as AffinityStatus[]).find((status) => statusNumbers[status] === number);

export const attachmentNumbers = {
  certificate: 1,
  'general-conditions': 2,
  'prize-draw-regulation': 3,
  cancellation: 4,
} as const satisfies Record<AttachmentType, number>;

export const reasonNumbers = {
  'requested-by-holder': 1,
  default: 2,
  claimed: 3,
  insurer: 4,
} as const satisfies Record<CancelReason, number>;

/** Without a number the holder asked for it. */
export const reasonOf = (number: number | null | undefined): CancelReason =>
  (Object.keys(reasonNumbers) as CancelReason[]).find((reason) => reasonNumbers[reason] === number) ??
  'requested-by-holder';
