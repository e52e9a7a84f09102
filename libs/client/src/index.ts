export type { components, operations, paths } from './generated/api.js';
export type { AnswerOf, CallAt, CallOptions, InputOf, ItemOf, Method } from './call-types.js';
export type { ClientOptions } from './client-options.js';
export type { DialectClient } from './dialect-client.js';
export {
  affinityClient,
  affinityGroupClient,
  agencyNumberClient,
  operatorClient,
  quotationClient,
  type AffinityGroupPath,
  type AffinityPath,
  type AgencyCredentials,
  type AgencyNumberPath,
  type ClientSecret,
  type OperatorPath,
  type QuotationPath,
} from './dialects.js';
export { NoAnswerError, RefusedError, type RequestProblem } from './refused-error.js';
export {
  verifyWebhook,
  WebhookInvalidError,
  type ReceivedHeaders,
  type VerifiedWebhook,
  type VerifyOptions,
  type WebhookBody,
} from './verify-webhook.js';
