export { httpCourier, type Compose, type CourierSettings, type HttpCourier } from './courier.js';
export { isPublic, refusedUrl, type EgressRule } from './egress.js';
export { signatureOf, signingKeys } from './signature.js';
export { inProcessWakeUps } from './wake-ups.js';
