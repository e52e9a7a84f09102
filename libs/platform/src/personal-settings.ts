import { whole } from './setting-values.js';

/** How long persons are kept, a part of the table of settings. */
export const personalTable = {
  quotationPersonDays: {
    name: 'QUOTATION_PERSON_DAYS',
    fallback: '365',
    meaning: 'after which the person of a quotation that was never accepted is erased, from its end on; 0: never',
    read: (text = '365') => whole(text, 0, 36_500),
  },
  affinityPersonDays: {
    name: 'AFFINITY_PERSON_DAYS',
    fallback: '0',
    meaning: 'after which the person of an affinity is erased, from the last day of its cover on; 0: never',
    read: (text = '0') => whole(text, 0, 36_500),
  },
} as const;
