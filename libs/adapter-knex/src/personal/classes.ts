import { affinityTexts } from '../affinity/affinities.js';

/**
 * What becomes of a stored text when a person is erased.
 * - `sealed`: unreadable without the key of its record, which is destroyed
 * - `key`: the key of a record, sealed under the engine's
 * - `hashed`: a keyed hash that persons are found by; removed
 * - `cleared`: clear, because it is looked up or shown without a record; overwritten
 * - `removed`: the row, or the file, is deleted
 * - `kept`: the record of the policy, which the law has kept, without the person
 * - `other`: of organisations, operators, products or the engine itself
 */
export type PersonalClass = 'sealed' | 'key' | 'hashed' | 'cleared' | 'removed' | 'kept' | 'other';

const all = (personalClass: PersonalClass, ...columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, personalClass]));

/** Every column that holds text or bytes, by its table. A table that has no entry for one of them fails a test. */
export const personalClasses: Readonly<Record<string, Readonly<Record<string, PersonalClass>> | PersonalClass>> = {
  affinity: {
    ...all('kept', 'id', 'partner_id', 'request_id', 'product_id', 'product_version', 'plan_id', 'status'),
    ...all('kept', 'certificate_number', 'lifetime_start', 'lifetime_end', 'date_end', 'currency'),
    ...all('kept', 'renewed_from', 'renewed_by'),
    // The amounts and the rule of a refund; its reason in words is sealed.
    cancellation: 'kept',
    holder_document: 'hashed',
    [affinityTexts.column]: 'cleared',
    personal: 'sealed',
    personal_key: 'key',
    // Empty since versions seal persons.
    ...all('cleared', 'holder', 'item'),
  },
  quotation: {
    ...all(
      'kept',
      'id',
      'subscription_id',
      'register_number',
      'number',
      'operation_code',
      'currency',
      'product_version',
    ),
    ...all('kept', 'status', 'underwriting_state'),
    ...all('cleared', 'insured_name', 'searched', 'identity', 'content'),
    personal: 'sealed',
    personal_key: 'key',
  },
  person_term: { hash: 'hashed', ...all('kept', 'kind', 'record') },
  person_due: 'kept',
  legal_hold: 'kept',
  webhook_event: { ...all('kept', 'endpoint_id', 'type', 'subject'), body: 'cleared' },
  webhook_attempt: { endpoint_id: 'kept', error: 'kept', response_excerpt: 'cleared' },
  document: 'removed',
  answered_once: { ...all('kept', 'key', 'fingerprint'), answer: 'removed' },
  audit_entry: { ...all('kept', 'actor', 'action', 'subject'), details: 'cleared' },
  affinity_group: {
    ...all('other', 'id', 'type', 'name', 'description', 'jurisdictions', 'organization_id', 'products'),
    ...all('other', 'start_date', 'end_date'),
    ...all('cleared', 'primary_contact_first_name', 'primary_contact_last_name', 'primary_contact_phone'),
  },
  affinity_request: 'kept',
  feed_event: 'kept',
  ...all('other', 'account', 'affinity_group_producer_code', 'agency_number', 'agency_number_order', 'api_user'),
  ...all('other', 'broker', 'client', 'counted_window', 'endpoint_configuration', 'endpoint_progress'),
  ...all('other', 'engine_value', 'event_feed', 'feed_incarnation', 'feed_owner', 'lease', 'number_range'),
  ...all('other', 'organization', 'partner', 'partner_brand', 'producer_code', 'product_version'),
  // A refused call: codes, problems without what was sent, identifiers.
  ...all('other', 'refusal', 'refusal_count'),
  // People who operate the engine, not those who are insured.
  ...all('other', 'app_user', 'user_session', 'portal_link'),
  ...all('other', 'schema_migration', 'seal_canary', 'subscription', 'webhook_line'),
};
