export { alertDams, type AlertParts, type AlertSettings } from './alert-dams.js';
export type * from './alert-ports.js';
export { alertsByWebhook, type AlertWebhook } from './alert-webhook.js';
export { backOff, defaultBackOff } from './back-off.js';
export { startDispatcher, type Dispatcher } from './dispatcher.js';
export {
  defaultDispatcherSettings,
  leaseMs,
  type DispatcherPorts,
  type DispatcherSettings,
} from './dispatcher-settings.js';
export { downAfter, eventId, isStopped, keysInForce, noProgress, sequenceOf } from './endpoint.js';
export type * from './endpoint.js';
export {
  changeEndpoint,
  createEndpoint,
  endpointOf,
  newEndpoint,
  pingEndpoint,
  pingEventType,
  readEndpoint,
  skipHead,
  type ChangedEndpoint,
  type EndpointChange,
  type NewEndpoint,
  type SigningKeys,
  type UrlRule,
} from './endpoints.js';
export { feedEventId, feedPositionOf, readFeed } from './feed.js';
export type * from './feed.js';
export { FeedConflict, startFeedRelay } from './feed-relay.js';
export type * from './feed-relay.js';
export { leasedTurn, type TurnLease } from './feed-turn.js';
export { webhookError, webhookErrors, type WebhookErrorCode } from './errors.js';
export { mostAttemptsRead, mostAttemptsShown } from './delivery-lists.js';
export { maxUnconfirmed, mostReplays } from './ports.js';
export type * from './delivery-lists.js';
export type * from './ports.js';
export { readDelivery } from './read-delivery.js';
export { callOffReplays, previewReplay, rangeByTime, replayEvents } from './replays.js';
export type { ReplayRange, TimeSpan } from './replays.js';
export { requestHeaders } from './request-headers.js';
export { wakeUpsOver, type Timer, type WakeUpChannel } from './wake-ups.js';
