export { type NatsReport } from './connection.js';
export { isCreds, isUserSeed, type NatsLogin, type NatsSettings } from './credentials.js';
export { natsWakeUps, type NatsWakeUps, type NatsWakeUpSettings } from './wake-ups.js';
