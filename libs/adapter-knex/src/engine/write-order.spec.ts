import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { writeOrder } from './write-order.js';

/** Which kind of write inserts into which table. */
const kindOf: Readonly<Record<string, keyof typeof writeOrder>> = {
  seal_canary: 'sealCanary',
  engine_value: 'engineValue',
  lease: 'lease',
  document: 'document',
  product_version: 'productVersion',
  partner: 'partner',
  partner_brand: 'partnerBrand',
  client: 'client',
  app_user: 'user',
  user_session: 'session',
  portal_link: 'session',
  account: 'account',
  subscription: 'subscription',
  broker: 'broker',
  api_user: 'apiUser',
  endpoint_configuration: 'endpoint',
  endpoint_progress: 'endpointProgress',
  organization: 'organization',
  producer_code: 'producerCode',
  affinity_group: 'affinityGroup',
  affinity_group_producer_code: 'association',
  affinity_request: 'affinityRequest',
  quotation: 'quotation',
  agency_number: 'agencyNumber',
  agency_number_order: 'agencyNumber',
  affinity: 'affinity',
  legal_hold: 'legalHold',
  person_due: 'personDue',
  person_term: 'personTerm',
  audit_entry: 'auditEntry',
  answered_once: 'answer',
  counted_window: 'countedWindow',
  refusal: 'refusal',
  refusal_count: 'refusal',
  webhook_event: 'event',
  feed_owner: 'event',
  feed_event: 'event',
  webhook_line: 'sideLine',
  webhook_attempt: 'attempt',
};
/** Their rows come with the migrations, or by a trigger. */
const withoutInserts = ['event_feed', 'feed_incarnation', 'number_range', 'schema_migration'];

describe('the order of writes', () => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await temporaryStore();
  });
  afterEach(() => store.close());

  it('has a place for every table', async () => {
    const tables = await store.rows(`select name from pragma_table_list where schema = 'main' and type = 'table'`);
    const names = tables.map(({ name }) => String(name)).filter((name) => !name.startsWith('sqlite_'));
    expect(names.sort()).toEqual([...Object.keys(kindOf), ...withoutInserts].sort());
  });

  it('puts a row after those it refers to', async () => {
    const references = await store.rows(
      `select t.name as child, f."table" as parent from pragma_table_list t, pragma_foreign_key_list(t.name) f`,
    );
    expect(references.length).toBeGreaterThan(15);
    for (const { child, parent } of references) {
      const [own, other] = [kindOf[String(child)], kindOf[String(parent)]];
      expect({
        child,
        after: parent,
        holds: writeOrder[own ?? 'sealCanary'] > writeOrder[other ?? 'deletion'],
      }).toEqual({ child, after: parent, holds: true });
    }
  });
});
