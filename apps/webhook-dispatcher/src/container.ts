import 'reflect-metadata';
import type { HttpCourier } from '@affinity-engine/adapter-delivery';
import { documentLinks, type Links } from '@affinity-engine/adapter-http';
import type { Ids } from '@affinity-engine/kernel';
import {
  businessClock,
  type BusinessClock,
  engineCourier,
  engineKeys,
  engineWakeUps,
  listeningUrl,
  machineClock,
  stderrLogger,
  uuids,
  type Keys,
  type OpenWakeUps,
  ringOf,
  type Settings,
} from '@affinity-engine/platform';
import { Container, type ServiceIdentifier } from 'inversify';
import type { Logger } from 'pino';

/** A token with the type of its singleton: a dependency of another type does not compile. */
const token = <Thing>(name: string) => Symbol(name) as ServiceIdentifier<Thing>;

/** Every singleton of the dispatcher. */
export const tokens = {
  settings: token<Settings>('settings'),
  logger: token<Logger>('logger'),
  keys: token<Keys>('keys'),
  clock: token<BusinessClock>('clock'),
  ids: token<Ids>('ids'),
  wakeUps: token<OpenWakeUps>('wakeUps'),
  links: token<Links>('links'),
  courier: token<HttpCourier>('courier'),
} as const;

/** The container of the dispatcher, with all its singletons. */
export function dispatcherContainer(settings: Settings): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const publicUrl = () => settings.publicUrl ?? listeningUrl(settings, settings.port);
  container.bind(tokens.settings).toConstantValue(settings);
  container.bind(tokens.logger).toDynamicValue(() => stderrLogger(settings.logLevel));
  container.bind(tokens.keys).toDynamicValue(() => engineKeys(settings));
  container.bind(tokens.clock).toDynamicValue(() => businessClock(settings.sandboxClock));
  container.bind(tokens.ids).toDynamicValue(() => uuids);
  container
    .bind(tokens.wakeUps)
    .toDynamicValue(({ get }) => engineWakeUps(settings, get(tokens.keys), get(tokens.logger)));
  container
    .bind(tokens.links)
    .toDynamicValue(({ get }) => documentLinks(publicUrl, ringOf(get(tokens.keys), 'links'), machineClock));
  container.bind(tokens.courier).toDynamicValue(({ get }) => engineCourier(settings, get(tokens.links)));
  return container;
}
