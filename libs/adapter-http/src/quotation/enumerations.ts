import { z } from 'zod';
import { enumerated } from '../edge/marks.js';
import { statusWords } from './wire.js';

export const status = z.enum(Object.values(statusWords) as [string, ...string[]]).meta(
  enumerated('QuotationStatus', 'How a quotation stands', {
    [statusWords.draft]: 'it can be priced again, proposed and checked out',
    [statusWords.confirmed]: 'it was checked out',
    [statusWords.expired]: 'its time is over',
  }),
);

export const underwritingDecision = z.enum(['approve', 'refer', 'decline']).meta(
  enumerated('UnderwritingDecision', 'What the underwriting rules say', {
    approve: 'it can be checked out',
    refer: 'an underwriter has to release it first',
    decline: 'it is not insured',
  }),
);
