import { enumerated } from '../edge/marks.js';

export const groupTypeMeanings = enumerated('AffinityGroupType', 'Through whom a group is sold', {
  Open: 'through any producer code',
  Closed: 'through the producer codes that are associated with it',
});
