import 'reflect-metadata';
import { join } from 'node:path';
import { particularsChecker, schemaChecks, type LoadedCatalogue } from '@affinity-engine/adapter-catalogue';
import { pdfDocuments, pdfTypeface, printableParticulars } from '@affinity-engine/adapter-documents';
import {
  agencyTokenSeconds,
  documentLinks,
  sessionNames,
  signedTokens,
  type CheckCompiler,
  type Links,
  type ProviderSignIn,
  type Tokens,
} from '@affinity-engine/adapter-http';
import { openIdProvider } from '@affinity-engine/adapter-oidc';
import type { HttpCourier } from '@affinity-engine/adapter-delivery';
import { embeddedInsurer, insurersOf } from '@affinity-engine/adapter-insurer';
import type { Store } from '@affinity-engine/adapter-knex';
import { noPayments, sandboxPayments } from '@affinity-engine/adapter-payment';
import type { DocumentShelf, Documents, ParticularsCheck, Products, Insurers } from '@affinity-engine/affinity';
import type { FailedLogins, Passwords, Secrets } from '@affinity-engine/identity';
import { instantAt, type Ids, type PlainDate, type Typeface } from '@affinity-engine/kernel';
import {
  argonPasswords,
  assertSecret,
  businessClock,
  startSharedClock,
  type BusinessClock,
  documentFiles,
  engineCourier,
  engineKeys,
  engineWakeUps,
  machineClock,
  oidcSettings,
  openEngineStore,
  prometheusMetrics,
  randomSecrets,
  ringOf,
  stderrLogger,
  uuids,
  type Keys,
  type Metrics,
  type OpenWakeUps,
  type Settings,
} from '@affinity-engine/platform';
import { refusalLog, type RefusalLog } from '@affinity-engine/refusal';
import type { CallLimits, Payments, QuotationProducts } from '@affinity-engine/quotation';
import { Container, type ServiceIdentifier } from 'inversify';
import type { Logger } from 'pino';
import { openAlerts, type Alerts } from './alerts.js';
import { newJobTurn, type JobTurn } from './job-turn.js';

/** A token with the type of its singleton: a dependency of another type does not compile. */
const token = <Thing>(name: string) => Symbol(name) as ServiceIdentifier<Thing>;

/** Every singleton of the API. */
export const tokens = {
  settings: token<Settings>('settings'),
  /** The base URL of links: final only once the server listens, if PORT is 0. */
  publicUrl: token<() => string>('publicUrl'),
  logger: token<Logger>('logger'),
  keys: token<Keys>('keys'),
  clock: token<BusinessClock>('clock'),
  ids: token<Ids>('ids'),
  wakeUps: token<OpenWakeUps>('wakeUps'),
  links: token<Links>('links'),
  courier: token<HttpCourier>('courier'),
  store: token<Store>('store'),
  products: token<Products>('products'),
  quotationProducts: token<QuotationProducts>('quotationProducts'),
  insurers: token<Insurers>('insurers'),
  checkParticulars: token<ParticularsCheck>('checkParticulars'),
  documents: token<Documents>('documents'),
  typeface: token<Typeface>('typeface'),
  documentShelf: token<DocumentShelf>('documentShelf'),
  payments: token<Payments>('payments'),
  secrets: token<Secrets>('secrets'),
  passwords: token<Passwords>('passwords'),
  sessions: token<ReturnType<typeof sessionNames>>('sessions'),
  /** Null: nobody signs in by OpenID Connect. */
  openId: token<ProviderSignIn | null>('openId'),
  failedLogins: token<FailedLogins>('failedLogins'),
  callLimits: token<CallLimits>('callLimits'),
  bearerTokens: token<Tokens>('bearerTokens'),
  agencyTokens: token<Tokens>('agencyTokens'),
  alerts: token<Alerts>('alerts'),
  metrics: token<Metrics>('metrics'),
  /** Refused calls of this process, until they are written. */
  refusals: token<RefusalLog>('refusals'),
  /** When this process may run the jobs. */
  jobTurn: token<JobTurn>('jobTurn'),
  compileCheck: token<CheckCompiler>('compileCheck'),
} as const;

/** Every singleton of the API, by name. */
export type Platform = {
  readonly [Name in keyof typeof tokens]: (typeof tokens)[Name] extends ServiceIdentifier<infer Thing> ? Thing : never;
};

/** Singletons that only need settings. {@link openInto} adds the store and the products. */
export function apiContainer(settings: Settings, publicUrl: () => string): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const bind = <Name extends keyof Platform>(name: Name, make: (platform: Platform) => Platform[Name]): void =>
    void container
      .bind<Platform[Name]>(tokens[name] as ServiceIdentifier<Platform[Name]>)
      .toDynamicValue(() => make(platform));
  const platform = platformOf(container);

  bind('settings', () => settings);
  bind('publicUrl', () => publicUrl);
  bind('logger', () => stderrLogger(settings.logLevel));
  bind('keys', () => engineKeys(settings));
  bind('clock', () => businessClock(settings.sandboxClock));
  bind('ids', () => uuids);
  bind('wakeUps', ({ keys, logger }) => engineWakeUps(settings, keys, logger));
  bind('links', ({ keys }) => documentLinks(publicUrl, ringOf(keys, 'links'), machineClock));
  bind('courier', ({ links }) => engineCourier(settings, links));
  bind('insurers', ({ products }) => insurersOf(products, embeddedInsurer(settings.insurerDelaySeconds)));
  bind('checkParticulars', ({ typeface }) => printableParticulars(particularsChecker(), typeface));
  bind('documents', () => pdfDocuments());
  bind('typeface', () => pdfTypeface);
  bind('documentShelf', ({ store }) =>
    'url' in settings.database ? store.documents : documentFiles(join(settings.dataDir, 'documents')),
  );
  bind('payments', () => (settings.mode === 'sandbox' ? sandboxPayments : noPayments));
  bind('secrets', () => randomSecrets);
  bind('passwords', () => argonPasswords);
  bind('sessions', () => sessionNames());
  bind('openId', ({ logger }) => {
    const oidc = oidcSettings(settings);
    if (oidc === null) return null;
    const report = (failure: object): void => logger.warn(failure, 'a sign-in by OpenID Connect failed');
    const provider = openIdProvider(oidc, () => `${publicUrl()}/session/oidc/callback`, report, machineClock.now);
    return { provider, label: oidc.label };
  });
  bind('failedLogins', ({ store }) => store.failedLogins);
  bind('callLimits', ({ store }) =>
    store.callLimits({ perMinute: settings.quotationsPerMinute, perDay: settings.quotationsPerDay }),
  );
  bind('bearerTokens', ({ keys }) => signedTokens(ringOf(keys, 'tokens')));
  bind('agencyTokens', ({ keys }) => signedTokens(ringOf(keys, 'agencyTokens'), agencyTokenSeconds));
  bind('jobTurn', () => newJobTurn());
  bind('metrics', ({ store, jobTurn }) => prometheusMetrics(store, () => jobTurn.isOurs()));
  bind('refusals', ({ store, metrics }) =>
    refusalLog(store.refusals, {
      now: () => instantAt(machineClock.now()),
      mostPerHour: settings.refusalsPerHour,
      dropped: metrics.refusalsDropped,
    }),
  );
  bind('alerts', () => openAlerts(settings, publicUrl));
  bind('compileCheck', () => schemaChecks());
  return container;
}

/**
 * Opens the store, checks it before anything is written, stores today's catalogue, and binds both. The catalogue is read first: an invalid one creates no
 * database.
 * @throws SettingsInvalid if the database was made with another secret
 */
export async function openInto(
  container: Container,
  loadedOn: (today: PlainDate) => Promise<LoadedCatalogue>,
  open = openEngineStore,
  check: (store: Store) => Promise<void> = async () => undefined,
): Promise<Platform> {
  const platform = platformOf(container);
  const catalogue = await loadedOn(platform.clock.today());
  const store = await open(platform.settings, platform);
  container.bind(tokens.store).toConstantValue(store);
  await assertSecret(store);
  await startSharedClock(store.values, platform.clock, platform.settings);
  await check(store);
  const { products, quotationProducts } = await store.products(catalogue);
  container.bind(tokens.products).toConstantValue(products);
  container.bind(tokens.quotationProducts).toConstantValue(quotationProducts);
  return platform;
}

/** The container's singletons by name, each made when it is first asked for. */
function platformOf(container: Container): Platform {
  const platform = {};
  for (const [name, token] of Object.entries(tokens)) {
    Object.defineProperty(platform, name, { enumerable: true, get: () => container.get(token as ServiceIdentifier) });
  }
  return platform as Platform;
}
