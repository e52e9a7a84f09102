export { backOff, defaultBackOff } from './back-off.js';
export {
  defaultDispatcherSettings,
  leaseMs,
  startDispatcher,
  type Dispatcher,
  type DispatcherPorts,
  type DispatcherSettings,
} from './dispatcher.js';
export { downAfter, eventId, noProgress, sequenceOf } from './endpoint.js';
export type * from './endpoint.js';
export {
  callOffReplays,
  changeEndpoint,
  createEndpoint,
  endpointOf,
  newEndpoint,
  pingEndpoint,
  readEndpoint,
  replayEvents,
  skipHead,
  type ChangedEndpoint,
  type EndpointChange,
  type NewEndpoint,
  type ReplayRange,
  type SigningKeys,
  type UrlRule,
} from './endpoints.js';
export { refusal as webhookRefusal, webhookErrors, type WebhookErrorCode } from './errors.js';
export { mostAhead, mostAttemptsShown } from './ports.js';
export type * from './ports.js';
