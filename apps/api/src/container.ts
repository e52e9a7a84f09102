import 'reflect-metadata';
import { join } from 'node:path';
import { particularsChecker, schemaChecks } from '@affinity-engine/adapter-catalogue';
import { pdfDocuments } from '@affinity-engine/adapter-documents';
import { signingKeys } from '@affinity-engine/adapter-delivery';
import { prometheusMetrics, signedTokens, snapshotOf } from '@affinity-engine/adapter-http';
import { embeddedInsurer, insurersOf } from '@affinity-engine/adapter-insurer';
import {
  housekeeping,
  knexAffinityLists,
  knexAffinityWork,
  knexDeliveryLists,
  knexIdentityWork,
  knexWebhookWork,
  type Database,
} from '@affinity-engine/adapter-knex';
import {
  businessClock,
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
  expireAffinities,
  registerPartner,
  type Products,
} from '@affinity-engine/affinity';
import { createClient } from '@affinity-engine/identity';
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
  bindRules(c, settings);
  bindEdge(c, settings);
  return c;
}

/** Binds the products, which are read and kept before anything else starts. */
export const bindProducts = (c: Container, products: Products): void => {
  c.bind(its.TheProducts).toConstantValue(products);
};

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
      register: at.get(its.RegisterPartner),
      createClient: at.get(its.CreateClient),
      knows: async (id) => (await at.get(its.TheIdentityWork).run(({ clients }) => clients.find(id))) !== null,
      productIds: at
        .get(its.TheProducts)
        .current()
        .products.map(({ id }) => id),
    }),
  );
}
