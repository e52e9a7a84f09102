import type { Committer, Database, Seal } from '@affinity-engine/adapter-knex';
import type { HttpCourier } from '@affinity-engine/adapter-delivery';
import type { Links } from '@affinity-engine/adapter-http';
import type { Keys, Settings } from '@affinity-engine/adapter-node';
import type { DeliveryQueue, Dispatcher, WakeUps } from '@affinity-engine/webhook';
import type { ServiceIdentifier } from 'inversify';
import type { Logger } from 'pino';

/** Names a thing of the container with its type: a dependency of another type doesn't compile. */
export const token = <Thing>(name: string): ServiceIdentifier<Thing> => Symbol(name) as ServiceIdentifier<Thing>;

/** How long a webhook under way may take once the process is told to end. */
export const cutAfterMs = 6_000;

export const TheSettings = token<Settings>('Settings');
export const TheDatabase = token<Database>('Database');
export const TheLogger = token<Logger>('Logger');
/** What links begin with; known for sure once the API listens. */
export const PublicUrl = token<() => string>('PublicUrl');
export const TheKeys = token<Keys>('Keys');
export const TheSeal = token<Seal>('Seal');
export const TheCommitter = token<Committer>('Committer');
export const TheLinks = token<Links>('Links');
export const TheWakeUps = token<WakeUps>('WakeUps');
export const TheCourier = token<HttpCourier>('Courier');
export const TheDeliveryQueue = token<DeliveryQueue>('DeliveryQueue');
export const StartDispatcher = token<() => Dispatcher>('StartDispatcher');
