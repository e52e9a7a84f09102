import type * as affinity from '@affinity-engine/affinity';
import type * as agencyNumber from '@affinity-engine/agency-number';
import type * as identity from '@affinity-engine/identity';
import type { AuditList, Clock } from '@affinity-engine/kernel';
import type * as privacy from '@affinity-engine/privacy';
import type * as quotation from '@affinity-engine/quotation';
import type * as refusal from '@affinity-engine/refusal';
import type * as webhook from '@affinity-engine/webhook';
import type { Links } from '../edge/links.js';
import type { ListOf } from '../edge/paged.js';
import type { ClockTravel } from './clock-travel.js';
import type { UseCases } from '../edge/use-cases.js';

/** The lists that operators read. */
export type OpsLists = agencyNumber.AgencyLists & {
  readonly partners: ListOf<affinity.Partner>;
  readonly clients: ListOf<identity.Client>;
  readonly users: ListOf<identity.User>;
  readonly subscriptions: ListOf<quotation.Subscription>;
  readonly certificates: affinity.AffinitySearches;
  readonly quotations: quotation.QuotationLists;
  readonly deliveries: webhook.DeliveryLists;
  readonly refusals: refusal.RefusalLists;
  /** The audit trail, newest first. */
  readonly audit: AuditList;
};

/** The use cases that the operators' dialect calls. */
export type OpsUseCases = UseCases<
  typeof affinity,
  | ('answerAffinity' | 'changePartner' | 'listInsurers' | 'readPartner' | 'registerPartner')
  | ('readBordereau' | 'totalBordereau')
  | ('previewProduct' | 'printSpecimen' | 'readProductVersion' | 'listProductVersions')
  | ('changePartnerBrand' | 'readPartnerBrand' | 'removePartnerBrand')
  | ('cancelAffinity' | 'explainSale' | 'previewCancellation' | 'readCertificate' | 'renewAffinity' | 'revealAffinity')
> &
  UseCases<
    typeof agencyNumber,
    | ('addBroker' | 'admitApiUser' | 'explainDefaults' | 'openAccount' | 'readAccount')
    | ('changeAgencyNumber' | 'ownerNamed' | 'previewRegistration' | 'registerAgencyNumbers')
  > &
  UseCases<
    typeof identity,
    | ('changeUser' | 'createUser' | 'endPortal' | 'endSessions' | 'makePortalLink' | 'readUser')
    | ('createClient' | 'revokeClient' | 'rotateClientSecret')
  > &
  UseCases<
    typeof privacy,
    | ('erasePerson' | 'exportPerson' | 'personsDue' | 'previewErasure' | 'searchPersons')
    | ('listHolds' | 'placeHold' | 'releaseHold' | 'revokeLinks')
  > &
  UseCases<
    typeof quotation,
    | ('createSubscription' | 'revokeSubscription' | 'rotateSubscriptionKey')
    | ('declineQuotation' | 'readAnyQuotation' | 'releaseQuotation' | 'revealQuotation')
  > &
  UseCases<typeof refusal, 'groupRefusals' | 'readRefusal'> &
  UseCases<
    typeof webhook,
    | ('callOffReplays' | 'changeEndpoint' | 'createEndpoint' | 'pingEndpoint' | 'readEndpoint')
    | ('previewReplay' | 'rangeByTime' | 'readDelivery' | 'readFeed' | 'replayEvents' | 'skipHead')
  > & {
    readonly lists: OpsLists;
    readonly links: Links;
    readonly machineClock: webhook.MachineClock;
    readonly products: affinity.Products;
    readonly quotationProducts: quotation.QuotationProducts;
    readonly clock: Clock;
    /** The base URL of links. */
    readonly publicUrl: () => string;
    readonly clockTravel: ClockTravel;
  };
