import type * as affinity from '@affinity-engine/affinity';
import type * as agencyNumber from '@affinity-engine/agency-number';
import type * as identity from '@affinity-engine/identity';
import type { AuditEntry, Instant } from '@affinity-engine/kernel';
import type * as quotation from '@affinity-engine/quotation';
import type * as webhook from '@affinity-engine/webhook';
import type { Links } from '../edge/links.js';
import type { ListOf } from '../edge/paged.js';
import type { UseCases } from '../edge/use-cases.js';

/** A stored line of the audit trail. */
export type KeptAuditEntry = AuditEntry & { readonly number: number; readonly at: Instant };

type AgencyNumberFilter = Partial<Record<'accountId' | 'brokerId' | 'insurerId', string | undefined>>;

/** The lists that operators read. */
export type OpsLists = {
  readonly partners: ListOf<affinity.Partner>;
  readonly clients: ListOf<identity.Client>;
  readonly accounts: ListOf<agencyNumber.Account>;
  brokersOf(accountId: string): ListOf<agencyNumber.Broker>;
  agencyNumbers(filter: AgencyNumberFilter): ListOf<agencyNumber.AgencyNumber>;
  readonly subscriptions: ListOf<quotation.Subscription>;
  readonly quotations: quotation.QuotationLists;
  readonly deliveries: webhook.DeliveryLists;
  /** The audit trail, newest first. */
  audit(query: { subject?: string; before?: number; limit: number }): Promise<readonly KeptAuditEntry[]>;
};

/** The use cases that the operators' dialect calls. */
export type OpsUseCases = UseCases<
  typeof affinity,
  'answerAffinity' | 'changePartner' | 'listInsurers' | 'readPartner' | 'registerPartner'
> &
  UseCases<typeof agencyNumber, 'addBroker' | 'admitApiUser' | 'openAccount'> &
  UseCases<typeof identity, 'createClient' | 'revokeClient' | 'rotateClientSecret'> &
  UseCases<
    typeof quotation,
    'createSubscription' | 'readAnyQuotation' | 'releaseQuotation' | 'revokeSubscription' | 'rotateSubscriptionKey'
  > &
  UseCases<
    typeof webhook,
    | ('callOffReplays' | 'changeEndpoint' | 'createEndpoint' | 'pingEndpoint' | 'readEndpoint')
    | ('replayEvents' | 'skipHead')
  > & { readonly lists: OpsLists; readonly links: Links; readonly machineClock: webhook.MachineClock };
