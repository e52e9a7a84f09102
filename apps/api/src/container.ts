import 'reflect-metadata';
import { join } from 'node:path';
import { particularsChecker, schemaChecks, type LoadedCatalogue } from '@affinity-engine/adapter-catalogue';
import { pdfDocuments } from '@affinity-engine/adapter-documents';
import { signingKeys } from '@affinity-engine/adapter-delivery';
import { agencyTokenSeconds, prometheusMetrics, signedTokens, snapshotOf } from '@affinity-engine/adapter-http';
import { embeddedInsurer, insurersOf } from '@affinity-engine/adapter-insurer';
import { noPayments, sandboxPayments } from '@affinity-engine/adapter-payment';
import {
  housekeeping,
  knexAffinityGroupLists,
  knexAffinityGroupWork,
  knexAffinityLists,
  knexAgencyWork,
  knexAffinityWork,
  knexDeliveryLists,
  knexIdentityWork,
  knexProducts,
  knexQuotationLists,
  knexQuotationNumbers,
  knexQuotationProducts,
  knexQuotationWork,
  knexWebhookWork,
  type Database,
} from '@affinity-engine/adapter-knex';
import {
  businessClock,
  callLimits,
  documentFiles,
  machineClock,
  randomSecrets,
  uuids,
  wrongSecretsOfAMinute,
  type Settings,
} from '@affinity-engine/adapter-node';
import {
  answerAffinity,
  answerDueAffinities,
  changePartner,
  expireAffinities,
  registerPartner,
} from '@affinity-engine/affinity';
import { productsSoldElsewhere } from '@affinity-engine/affinity-group';
import { addBroker, admitApiUser, openAccount } from '@affinity-engine/agency-number';
import { createClient } from '@affinity-engine/identity';
import { createSubscription, expireQuotations, settlePayments } from '@affinity-engine/quotation';
import { newEndpoint } from '@affinity-engine/webhook';
import { bindDelivery, delivery } from '@affinity-engine/webhook-dispatcher';
import { Container } from 'inversify';
import { demoTenant } from './demo-tenant.js';
import { apiServer } from './server.js';
import * as its from './tokens.js';

/** The whole engine in one process. */
export function apiContainer(settings: Settings, database: Database, publicUrl: () => string): Container {
  const c = new Container({ defaultScope: 'Singleton' });
  bindDelivery(c, settings, database, publicUrl);
  bindStore(c, database);
  bindGroups(c, database);
  bindAgency(c, database);
  bindQuotation(c, database, settings);
  bindRules(c, settings);
  bindEdge(c, settings);
  return c;
}

/** Keeps and binds what the catalogue holds, before anything else starts. */
export async function bindProducts(c: Container, { reader }: Database, catalogue: LoadedCatalogue): Promise<void> {
  const committer = c.get(delivery.TheCommitter);
  const { quotationProducts, taxes } = catalogue;
  c.bind(its.TheProducts).toConstantValue(await knexProducts(reader, committer, catalogue));
  c.bind(its.TheQuotationProducts).toConstantValue(
    await knexQuotationProducts(reader, committer, quotationProducts, taxes),
  );
}

function bindStore(c: Container, database: Database): void {
  const { TheCommitter, TheSeal, TheWakeUps } = delivery;
  c.bind(its.TheAffinityLists).toDynamicValue(() => knexAffinityLists(database.reader));
  c.bind(its.TheDeliveryLists).toDynamicValue((at) => knexDeliveryLists(database.reader, at.get(TheSeal)));
  c.bind(its.TheAffinityWork).toDynamicValue((at) =>
    knexAffinityWork(database, at.get(TheCommitter), at.get(TheSeal), {
      clock: at.get(its.TheClock),
      wakeUps: at.get(TheWakeUps),
      bodyOf: (_type, affinity, product) => snapshotOf(affinity, product),
      firstEndpoint: (ownerId) =>
        newEndpoint(at.get(its.TheIds).next(), { ownerId, url: null }, signingKeys(), at.get(its.TheClock).now()),
    }),
  );
  c.bind(its.TheWebhookWork).toDynamicValue((at) =>
    knexWebhookWork(database, at.get(TheCommitter), at.get(TheSeal), at.get(its.TheClock), at.get(TheWakeUps)),
  );
  c.bind(its.TheIdentityWork).toDynamicValue((at) =>
    knexIdentityWork(database, at.get(TheCommitter), at.get(TheSeal), at.get(its.TheClock)),
  );
}

function bindQuotation(c: Container, database: Database, settings: Settings): void {
  const { TheCommitter, TheSeal } = delivery;
  c.bind(its.TheQuotationWork).toDynamicValue((at) =>
    knexQuotationWork(database, at.get(TheCommitter), at.get(TheSeal), at.get(its.TheClock)),
  );
  c.bind(its.TheQuotationLists).toDynamicValue(() => knexQuotationLists(database.reader));
  c.bind(its.TheQuotationNumbers).toDynamicValue((at) => knexQuotationNumbers(at.get(TheCommitter)));
  c.bind(its.ThePayments).toDynamicValue(() => (settings.mode === 'sandbox' ? sandboxPayments : noPayments));
  c.bind(its.TheCallLimits).toDynamicValue(() =>
    callLimits({ perMinute: settings.quotationsPerMinute, perDay: settings.quotationsPerDay }, machineClock),
  );
  c.bind(its.CreateSubscription).toDynamicValue((at) =>
    createSubscription(at.get(its.TheQuotationWork), at.get(its.TheClock), at.get(its.TheIds), at.get(its.TheSecrets)),
  );
}

/** Affinity groups and the producer codes they are sold through. */
function bindGroups(c: Container, database: Database): void {
  c.bind(its.TheAffinityGroupWork).toDynamicValue((at) =>
    knexAffinityGroupWork(database, at.get(delivery.TheCommitter), at.get(delivery.TheSeal), at.get(its.TheClock)),
  );
  c.bind(its.TheAffinityGroupLists).toDynamicValue(() => knexAffinityGroupLists(database.reader));
  c.bind(its.TheProductsTypelist).toDynamicValue((at) => {
    const products = at.get(its.TheProducts);
    const quoted = at.get(its.TheQuotationProducts);
    return () => [
      ...productsSoldElsewhere,
      ...products.current().products.map(({ id }) => id),
      ...quoted.current().map(({ operationCode }) => operationCode),
    ];
  });
}

/** Accounts, their brokers, and agency numbers. */
function bindAgency(c: Container, database: Database): void {
  c.bind(its.TheAgencyWork).toDynamicValue((at) =>
    knexAgencyWork(database, at.get(delivery.TheCommitter), at.get(delivery.TheSeal), at.get(its.TheClock)),
  );
  c.bind(its.TheInsurerDirectory).toDynamicValue((at) => {
    const products = at.get(its.TheProducts);
    return { insurers: () => products.current().insurers };
  });
  c.bind(its.OpenAccount).toDynamicValue((at) =>
    openAccount(at.get(its.TheAgencyWork), at.get(its.TheClock), at.get(its.TheIds)),
  );
  c.bind(its.AddBroker).toDynamicValue((at) =>
    addBroker(at.get(its.TheAgencyWork), at.get(its.TheClock), at.get(its.TheIds)),
  );
  c.bind(its.AdmitApiUser).toDynamicValue((at) => admitApiUser(at.get(its.TheAgencyWork)));
  c.bind(its.TheAgencyTokens).toDynamicValue((at) =>
    signedTokens(at.get(delivery.TheKeys).agencyTokens, agencyTokenSeconds),
  );
}

function bindRules(c: Container, { sandboxClock, insurerDelaySeconds, dataDir, attemptDays }: Settings): void {
  c.bind(its.TheClock).toDynamicValue(() => businessClock(sandboxClock));
  c.bind(its.TheIds).toDynamicValue(() => uuids);
  c.bind(its.TheUnderwriting).toDynamicValue((at) =>
    insurersOf(at.get(its.TheProducts), embeddedInsurer(insurerDelaySeconds)),
  );
  c.bind(its.CheckParticulars).toDynamicValue(() => particularsChecker());
  c.bind(its.TheDocuments).toDynamicValue(() => pdfDocuments());
  c.bind(its.TheDocumentShelf).toDynamicValue(() => documentFiles(join(dataDir, 'documents')));
  c.bind(its.Contracting).toDynamicValue((at) => ({
    products: at.get(its.TheProducts),
    underwriting: at.get(its.TheUnderwriting),
    check: at.get(its.CheckParticulars),
    clock: at.get(its.TheClock),
    ids: at.get(its.TheIds),
  }));
  c.bind(its.AnswerAffinity).toDynamicValue((at) =>
    answerAffinity(at.get(its.TheAffinityWork), at.get(its.TheProducts), at.get(its.TheClock)),
  );
  c.bind(its.RegisterPartner).toDynamicValue((at) =>
    registerPartner(at.get(its.TheAffinityWork), at.get(its.TheClock), at.get(its.TheIds)),
  );
  c.bind(its.TheJobs).toDynamicValue((at) => {
    const [work, lists] = [at.get(its.TheAffinityWork), at.get(its.TheAffinityLists)];
    const [products, clock] = [at.get(its.TheProducts), at.get(its.TheClock)];
    const clean = housekeeping(at.get(delivery.TheCommitter), attemptDays * 86_400_000);
    return [
      { name: 'expire', everyMs: 1_000, run: expireAffinities(work, lists, products, clock) },
      {
        name: 'expire quotations',
        everyMs: 1_000,
        run: expireQuotations(at.get(its.TheQuotationWork), at.get(its.TheQuotationLists), clock),
      },
      {
        name: 'settle payments',
        everyMs: 30_000,
        run: settlePayments(
          at.get(its.TheQuotationWork),
          at.get(its.TheQuotationLists),
          at.get(its.ThePayments),
          clock,
        ),
      },
      { name: 'insurer', everyMs: 250, run: answerDueAffinities(lists, at.get(its.AnswerAffinity), clock) },
      { name: 'housekeeping', everyMs: 3_600_000, run: clean },
    ];
  });
}

function bindEdge(c: Container, { dataDir }: Settings): void {
  c.bind(its.Draining).toDynamicValue(() => ({ now: false }));
  c.bind(its.TheSecrets).toDynamicValue(() => randomSecrets);
  c.bind(its.TheWrongSecrets).toDynamicValue(() => wrongSecretsOfAMinute(machineClock));
  c.bind(its.TheTokens).toDynamicValue((at) => signedTokens(at.get(delivery.TheKeys).tokens));
  c.bind(its.TheMetrics).toDynamicValue((at) => prometheusMetrics(at.get(its.TheDeliveryLists)));
  c.bind(its.TheChecks).toDynamicValue(() => schemaChecks());
  c.bind(its.CreateClient).toDynamicValue((at) =>
    createClient(at.get(its.TheIdentityWork), at.get(its.TheClock), at.get(its.TheIds), at.get(its.TheSecrets)),
  );
  c.bind(its.MakeServer).toDynamicValue((at) => () => apiServer(at));
  c.bind(its.TheDemoTenant).toDynamicValue((at) =>
    demoTenant({
      dataDir,
      work: at.get(its.TheAffinityWork),
      deliveries: at.get(its.TheDeliveryLists),
      groupWork: at.get(its.TheAffinityGroupWork),
      changePartner: changePartner(at.get(its.TheAffinityWork)),
      register: at.get(its.RegisterPartner),
      createClient: at.get(its.CreateClient),
      openAccount: at.get(its.OpenAccount),
      addBroker: at.get(its.AddBroker),
      admitApiUser: at.get(its.AdmitApiUser),
      createSubscription: at.get(its.CreateSubscription),
      knows: async (id) => (await at.get(its.TheIdentityWork).run(({ clients }) => clients.find(id))) !== null,
      productIds: at
        .get(its.TheProducts)
        .current()
        .products.map(({ id }) => id),
    }),
  );
}
