export { newCertificates, type Certificates } from './certificates.js';
export { type Databases, type TestDatabase } from './databases.js';
export { findFakeTime } from './fake-time.js';
export { startNats, type NatsOptions, type NatsServer } from './nats.js';
export { serverFolder } from './folders.js';
export { replaced, startNginx } from './nginx.js';
export { startPostgres, type PostgresOptions, type PostgresServer } from './postgres.js';
export { startRedis, type RedisServer } from './redis.js';
export { sharedPostgres, temporaryDatabase } from './shared-postgres.js';
