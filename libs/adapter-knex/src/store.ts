import type { AffinityWork, DocumentShelf, Products } from '@affinity-engine/affinity';
import type { AffinityGroupWork } from '@affinity-engine/affinity-group';
import type { AgencyWork } from '@affinity-engine/agency-number';
import type { FailedLogins, IdentityWork, PeopleWork } from '@affinity-engine/identity';
import type { Clock, KeptAnswers } from '@affinity-engine/kernel';
import type { PrivacyWork } from '@affinity-engine/privacy';
import type {
  CallLimits,
  CallLimitSettings,
  QuotationNumbers,
  QuotationProducts,
  QuotationWork,
} from '@affinity-engine/quotation';
import type { RefusalKeeping } from '@affinity-engine/refusal';
import type { DeliveryQueue, FeedQueue, WakeUps, WebhookWork } from '@affinity-engine/webhook';
import { knexAffinityGroupWork } from './affinity-group/affinity-group-work.js';
import { knexAffinityWork, type AffinityEventParts } from './affinity/affinity-work.js';
import { knexDocumentShelf } from './affinity/documents.js';
import { knexProducts } from './affinity/products.js';
import { knexAgencyWork } from './agency-number/agency-work.js';
import { committerOn, type Committer } from './engine/committer.js';
import type { Database } from './engine/database.js';
import { knexEngineValues, type EngineValues } from './engine-values.js';
import { knexFailedLogins } from './identity/failed-logins.js';
import { knexIdentityWork } from './identity/identity-work.js';
import { knexPeopleWork } from './identity/people-work.js';
import { knexCallLimits } from './quotation/call-limits.js';
import { knexQuotationNumbers } from './quotation/quotation-numbers.js';
import { knexQuotationProducts } from './quotation/quotation-products.js';
import { knexQuotationWork } from './quotation/quotation-work.js';
import { knexRefusalKeeping } from './refusal/refusals.js';
import { personMaintenance, type PersonMaintenance } from './personal/person-maintenance.js';
import { knexPrivacyWork } from './personal/privacy-work.js';
import { knexLeases, type Leases } from './leases.js';
import { isAnswering, oldestTransactionSeconds } from './oldest-transaction.js';
import { openDatabase, type DatabaseSettings } from './open-database.js';
import { fairShare, WaitedTooLong } from './engine/fair-share.js';
import { openEngine } from './open-engine.js';
import type { StoredCatalogue } from './product-versions.js';
import { maintenanceOf, type Maintenance } from './maintenance.js';
import { migrate } from './schema/migrate.js';
import { knexDeliveryQueue } from './webhook/delivery-queue.js';
import { knexFeedQueue } from './webhook/event-feed.js';
import { eventReader } from './webhook/events.js';
import { knexWebhookWork } from './webhook/webhook-work.js';
import { listsOf, type StoreLists } from './store-lists.js';

/** The settings of a store. */
export type StoreSettings = {
  readonly database: DatabaseSettings;
  /** 32 bytes: the key that encrypts signing keys and first answers. */
  readonly sealKey: Uint8Array;
  /** Keys that sealed before: what is not sealed anew yet is opened with them. */
  readonly previousSealKeys?: readonly Uint8Array[];
  /** Business time, for the audit trail. */
  readonly clock: Clock;
  /** Notified, after the commit, of endpoints that have work. */
  readonly wakeUps: Pick<WakeUps, 'notify'>;
  /** How an event's body is written and given its person, and the first endpoint of a new partner. */
  readonly events: Omit<AffinityEventParts, 'clock' | 'wakeUps'>;
};

/** All units of work, lists and maintenance over one database. */
export type Store = {
  readonly works: {
    readonly affinity: AffinityWork;
    readonly affinityGroup: AffinityGroupWork;
    readonly agencyNumber: AgencyWork;
    readonly identity: IdentityWork;
    readonly people: PeopleWork;
    readonly privacy: PrivacyWork;
    readonly quotation: QuotationWork;
    readonly webhook: WebhookWork;
  };
  readonly lists: StoreLists;
  readonly queue: DeliveryQueue;
  readonly feed: FeedQueue;
  readonly numbers: QuotationNumbers;
  /** Keeps refused calls, in commits of their own. */
  readonly refusals: RefusalKeeping;
  callLimits(settings: CallLimitSettings): CallLimits;
  readonly failedLogins: FailedLogins;
  /** Documents in the database. */
  readonly documents: DocumentShelf;
  /** What all processes on the database share. */
  readonly values: EngineValues;
  readonly leases: Leases;
  /** Stores every version of the catalogue's products: certificates and quotations pin them. */
  products(
    catalogue: StoredCatalogue,
  ): Promise<{ readonly products: Products; readonly quotationProducts: QuotationProducts }>;
  readonly answers: KeptAnswers;
  readonly maintenance: Maintenance;
  readonly persons: PersonMaintenance;
  /** Whether the database answers. */
  ready(): Promise<boolean>;
  /** Age of the oldest open transaction of anyone; null where the database does not say. */
  oldestTransactionSeconds(): Promise<number | null>;
  /** Whether an error says that the database could not be reached: what failed may be tried again later. */
  isUnavailable(failure: unknown): boolean;
  /** Waits until no write is under way. */
  idle(): Promise<void>;
  /** Waits until no write is under way, then closes the database. */
  close(): Promise<void>;
};

/**
 * Opens the database, updates its schema, and makes the one committer that writes to it.
 * @throws Error if it cannot be opened, or its settings are not in effect
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const database = await openDatabase(settings.database);
  try {
    await migrate(database);
    return await storeOn(database, settings);
  } catch (failure) {
    await database.close();
    throw failure;
  }
}

/** The store over an open database whose schema is up to date. */
export async function storeOn(
  database: Database,
  { sealKey, previousSealKeys = [], clock, wakeUps, events }: Omit<StoreSettings, 'database'>,
  committer: Committer = committerOn(database),
): Promise<Store> {
  const engine = await openEngine(database, committer, [sealKey, ...previousSealKeys]);
  const { reader, read } = engine;
  const forLists = { ...engine, ...database.lists };
  const eventFrom = eventReader(engine.people, events.withPerson);
  return {
    works: {
      affinity: knexAffinityWork(engine, { clock, wakeUps, ...events }),
      affinityGroup: knexAffinityGroupWork(engine, clock),
      agencyNumber: knexAgencyWork(engine, clock),
      identity: knexIdentityWork(engine, clock),
      people: knexPeopleWork(engine, clock),
      privacy: knexPrivacyWork(engine, clock, events.erased),
      quotation: knexQuotationWork(engine, clock),
      webhook: knexWebhookWork(engine, clock, wakeUps),
    },
    lists: listsOf(forLists, fairShare(database.lists.connections), eventFrom),
    queue: knexDeliveryQueue(engine, eventFrom),
    feed: knexFeedQueue(engine),
    numbers: knexQuotationNumbers(committer),
    refusals: knexRefusalKeeping(committer),
    documents: knexDocumentShelf(engine),
    values: knexEngineValues(engine),
    leases: knexLeases(committer),
    callLimits: (limits) => knexCallLimits(committer, limits),
    failedLogins: knexFailedLogins(committer),
    products: async (catalogue) => ({
      products: await knexProducts(engine, committer, catalogue),
      quotationProducts: await knexQuotationProducts(reader, committer, catalogue.quotationProducts, catalogue.taxes),
    }),
    answers: engine.answers,
    maintenance: maintenanceOf(engine),
    persons: personMaintenance(database, engine, events.withoutPerson),
    ready: () => isAnswering(read),
    oldestTransactionSeconds: () => oldestTransactionSeconds(read),
    isUnavailable: (failure) => failure instanceof WaitedTooLong || database.isUnavailable(failure),
    idle: () => committer.idle(),
    async close() {
      await committer.idle();
      await database.close();
    },
  };
}
