import { brandProblems } from '@affinity-engine/adapter-catalogue';
import { refusedUrl, signingKeys } from '@affinity-engine/adapter-delivery';
import { opsApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import {
  answerAffinity,
  cancelAffinity,
  changePartner,
  changePartnerBrand,
  explainSale,
  listInsurers,
  previewCancellation,
  previewProduct,
  printSpecimen,
  readBordereau,
  readCertificate,
  readPartner,
  readPartnerBrand,
  readProductVersion,
  registerPartner,
  removePartnerBrand,
  renewAffinity,
  revealAffinity,
  totalBordereau,
} from '@affinity-engine/affinity';
import { addBroker, admitApiUser, explainDefaults, openAccount, readAccount } from '@affinity-engine/agency-number';
import {
  changeUser,
  createClient,
  createUser,
  endPortal,
  endSessions,
  makePortalLink,
  readUser,
  revokeClient,
  rotateClientSecret,
} from '@affinity-engine/identity';
import { instantAt } from '@affinity-engine/kernel';
import { machineClock } from '@affinity-engine/platform';
import {
  erasePerson,
  exportPerson,
  listHolds,
  personsDue,
  placeHold,
  previewErasure,
  releaseHold,
  revokeLinks,
  searchPersons,
} from '@affinity-engine/privacy';
import {
  createSubscription,
  declineQuotation,
  readAnyQuotation,
  releaseQuotation,
  revealQuotation,
  revokeSubscription,
  rotateSubscriptionKey,
} from '@affinity-engine/quotation';
import { groupRefusals, readRefusal } from '@affinity-engine/refusal';
import {
  callOffReplays,
  createEndpoint,
  pingEndpoint,
  previewReplay,
  rangeByTime,
  readDelivery,
  readEndpoint,
  readFeed,
  replayEvents,
  skipHead,
} from '@affinity-engine/webhook';
import { clockTravel } from '../clock-travel.js';
import type { Platform } from '../container.js';
import { endpointChanges } from '../endpoint-changes.js';
import { personTraces } from '../person-traces.js';

/** What operators do. */
export function opsDialect({ works, lists, persons, values }: Store, platform: Platform): Dialect {
  const { settings, products, clock, ids, secrets, passwords, links, courier, typeface, publicUrl } = platform;
  const urlRule = (url: string) => refusedUrl(url, settings);
  return opsApi({
    lists,
    machineClock,
    links,
    products,
    quotationProducts: platform.quotationProducts,
    clock,
    publicUrl,
    clockTravel: clockTravel({ values, clock, mode: settings.mode }, (to, actor) =>
      works.identity.run(async ({ audit }) =>
        audit.append({ actor, action: 'clock.advanced', subject: 'clock', details: { to } }),
      ),
    ),
    listInsurers: listInsurers(products),
    readBordereau: readBordereau(works.affinity, products, lists.movements),
    totalBordereau: totalBordereau(products, lists.movements),
    readProductVersion: readProductVersion(products),
    previewProduct: previewProduct(platform),
    printSpecimen: printSpecimen(platform, platform.documents),
    readPartner: readPartner(works.affinity),
    registerPartner: registerPartner(works.affinity, products, clock, ids, typeface),
    changePartner: changePartner(works.affinity, products, typeface),
    readPartnerBrand: readPartnerBrand(works.affinity),
    changePartnerBrand: changePartnerBrand(works.affinity, brandProblems),
    removePartnerBrand: removePartnerBrand(works.affinity),
    readEndpoint: readEndpoint(works.webhook),
    readFeed: readFeed(lists.feed),
    createEndpoint: createEndpoint(works.webhook, clock, ids, signingKeys, urlRule),
    changeEndpoint: endpointChanges(works.webhook, settings),
    skipHead: skipHead(works.webhook),
    callOffReplays: callOffReplays(works.webhook),
    replayEvents: replayEvents(works.webhook),
    previewReplay: previewReplay(works.webhook),
    rangeByTime: rangeByTime(works.webhook, lists.deliveries),
    readDelivery: readDelivery(works.webhook, lists.deliveries),
    pingEndpoint: pingEndpoint(works.webhook, courier, clock, ids),
    answerAffinity: answerAffinity(works.affinity, products, clock),
    readCertificate: readCertificate(works.affinity, products),
    revealAffinity: revealAffinity(works.affinity, products),
    previewCancellation: previewCancellation(works.affinity, clock),
    cancelAffinity: cancelAffinity(works.affinity, products, clock, typeface),
    renewAffinity: renewAffinity(works.affinity, platform),
    searchPersons: searchPersons(works.privacy),
    personsDue: personsDue(works.privacy),
    exportPerson: exportPerson(works.privacy),
    previewErasure: previewErasure(works.privacy, secrets.hash),
    erasePerson: erasePerson(works.privacy, personTraces(platform.documentShelf, persons), secrets.hash),
    listHolds: listHolds(works.privacy),
    placeHold: placeHold(works.privacy, clock),
    releaseHold: releaseHold(works.privacy),
    revokeLinks: revokeLinks(works.privacy),
    readRefusal: readRefusal(lists.refusals),
    groupRefusals: groupRefusals(lists.refusals, () => instantAt(machineClock.now())),
    readAnyQuotation: readAnyQuotation(works.quotation),
    releaseQuotation: releaseQuotation(works.quotation, clock),
    declineQuotation: declineQuotation(works.quotation, clock),
    revealQuotation: revealQuotation(works.quotation),
    createSubscription: createSubscription(works.quotation, clock, ids, secrets),
    rotateSubscriptionKey: rotateSubscriptionKey(works.quotation, secrets),
    revokeSubscription: revokeSubscription(works.quotation, clock),
    createClient: createClient(works.identity, clock, ids, secrets),
    readUser: readUser(works.people),
    createUser: createUser(works.people, clock, ids, passwords),
    changeUser: changeUser(works.people, clock, passwords),
    endSessions: endSessions(works.people),
    endPortal: endPortal(works.people, machineClock),
    makePortalLink: makePortalLink(works.people, { secrets, time: machineClock }),
    openAccount: openAccount(works.agencyNumber, clock, ids),
    readAccount: readAccount(works.agencyNumber),
    addBroker: addBroker(works.agencyNumber, clock, ids),
    admitApiUser: admitApiUser(works.agencyNumber),
    explainDefaults: explainDefaults(works.agencyNumber, { insurers: () => products.current().insurers }),
    explainSale: explainSale(works.affinity, products),
    rotateClientSecret: rotateClientSecret(works.identity, secrets),
    revokeClient: revokeClient(works.identity, clock),
  });
}
