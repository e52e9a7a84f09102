export { type NatsReport } from './connection.js';
export { isCreds, isUserSeed, type NatsLogin, type NatsSettings } from './credentials.js';
export { feedStreamName, feedSubject, natsFeed, type FeedSettings, type NatsFeed } from './feed-stream.js';
export { natsWakeUps, type NatsWakeUps, type NatsWakeUpSettings } from './wake-ups.js';
