import { z } from 'zod';
import { enumerated, numbered } from '../edge/marks.js';
import { attachmentNumbers, reasonNumbers, statusNumbers } from './numbers.js';

export const statusNumber = z
  .int()
  .min(1)
  .max(5)
  .meta(
    numbered('AffinityStatus', 'How an affinity stands', {
      Issued: [statusNumbers.issued, 'in force, or to be in force from its first day on'],
      Canceled: [statusNumbers.canceled, 'canceled, or declined by the insurer'],
      Expired: [statusNumbers.expired, 'its last day of cover has passed'],
      Renewed: [statusNumbers.renewed, 'its successor is issued'],
      Pending: [statusNumbers.pending, 'the insurer has not answered yet'],
    }),
  );

export const attachmentType = z
  .int()
  .min(1)
  .max(4)
  .meta(
    numbered('AttachmentType', 'What a document of an affinity is', {
      Coi: [attachmentNumbers.certificate, 'the certificate of insurance'],
      GeneralCondition: [attachmentNumbers['general-conditions'], 'the general conditions'],
      CapitalizationRegulation: [attachmentNumbers['prize-draw-regulation'], 'the regulation of the prize draw'],
      Cancel: [attachmentNumbers.cancellation, 'the confirmation of the cancellation'],
    }),
  );

export const cancelReason = z
  .int()
  .min(1)
  .max(4)
  .meta(
    numbered('CancelReason', 'Why an affinity is canceled', {
      RequestedByHolder: [reasonNumbers['requested-by-holder'], 'the holder asked for it; the default'],
      Default: [reasonNumbers.default, 'the premium was not paid'],
      Claimed: [reasonNumbers.claimed, 'a claim has used the cover up'],
      Insurer: [reasonNumbers.insurer, 'the insurer asked for it'],
    }),
  );

export const insurerStanding = z.enum(['active', 'suspended', 'pending']).meta(
  enumerated('InsurerStanding', 'How a partner stands with an insurer', {
    active: 'it sells the products of the insurer',
    suspended: 'it sells none of them for now',
    pending: 'the insurer has not admitted it yet',
  }),
);

export const insurerOutcome = z.enum(['issued', 'declined']).meta(
  enumerated('InsurerOutcome', 'What an insurer answers to a risk', {
    issued: 'it accepts the risk',
    declined: 'it does not',
  }),
);

export const affinitySort = z.enum(['-created_at', 'created_at', '-lifetime_start', 'lifetime_start']).meta(
  enumerated('AffinitySort', 'The order of a list of affinities', {
    '-created_at': 'newest first; the default',
    created_at: 'oldest first',
    '-lifetime_start': 'the latest first day of cover first',
    lifetime_start: 'the earliest first day of cover first',
  }),
);
