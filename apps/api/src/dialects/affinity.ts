import { affinityApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import {
  answerByCallback,
  cancelAffinity,
  contractAffinity,
  previewCancellation,
  printDocument,
  readAffinity,
  readPartner,
  renewAffinity,
  requestAffinity,
} from '@affinity-engine/affinity';
import { rotateClientSecret } from '@affinity-engine/identity';
import { isLinkGood } from '@affinity-engine/privacy';
import { readRefusal } from '@affinity-engine/refusal';
import {
  previewReplay,
  pingEndpoint,
  rangeByTime,
  readDelivery,
  readEndpoint,
  readFeed,
  replayEvents,
} from '@affinity-engine/webhook';
import { machineClock } from '@affinity-engine/platform';
import { endpointChanges } from '../endpoint-changes.js';
import type { Platform } from '../container.js';

/** Certificates of cover, their documents and webhooks, for partners. */
export function affinityDialect({ works, lists, persons }: Store, platform: Platform): Dialect {
  const { products, clock, ids, links, documents, documentShelf, typeface } = platform;
  const work = works.affinity;
  return affinityApi({
    products,
    clock,
    links,
    readPartner: readPartner(work),
    readAffinity: readAffinity(work, products),
    lists,
    requestAffinity: requestAffinity(work, products, clock, ids),
    contractAffinity: contractAffinity(work, platform),
    cancelAffinity: cancelAffinity(work, products, clock, typeface),
    previewCancellation: previewCancellation(work, clock),
    renewAffinity: renewAffinity(work, platform),
    machineClock,
    replayEvents: replayEvents(works.webhook),
    previewReplay: previewReplay(works.webhook),
    rangeByTime: rangeByTime(works.webhook, lists.deliveries),
    readDelivery: readDelivery(works.webhook, lists.deliveries),
    changeEndpoint: endpointChanges(works.webhook, platform.settings),
    pingEndpoint: pingEndpoint(works.webhook, platform.courier, clock, ids),
    readEndpoint: readEndpoint(works.webhook),
    readFeed: readFeed(lists.feed),
    isLinkGood: isLinkGood(persons),
    readRefusal: readRefusal(lists.refusals),
    rotateClientSecret: rotateClientSecret(works.identity, platform.secrets),
    answerByCallback: answerByCallback(work, products, clock),
    printDocument: printDocument(work, products, documents, documentShelf),
  });
}
