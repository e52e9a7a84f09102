import type { Migration } from './migration.js';

/**
 * Fields that the content of a quotation did not have at first: codes a proposal left blank, the variants before it,
 * and the end of the payment lock.
 */
export const quotationContents: Migration = {
  name: '2026-11-22-quotation-contents',
  sqlite: [
    `update quotation set content = json_set(content, '$.withdrawn', json('[]'), '$.contracted', json('[]'))`,
    `update quotation set content = json_set(content, '$.checkingOut',
     json_object('proposalNumber', content ->> 'checkingOut', 'until', '1970-01-01T00:00:00.000Z'))
   where json_type(content, '$.checkingOut') = 'text'`,
    `create index quotation_being_paid on quotation (id) where status = 'draft' and json_type(content, '$.checkingOut') = 'object'`,
  ],
};
