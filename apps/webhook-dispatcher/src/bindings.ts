import { committerOn, knexDeliveryQueue, opensWith, sealUnder, type Database } from '@affinity-engine/adapter-knex';
import { httpCourier, inProcessWakeUps } from '@affinity-engine/adapter-delivery';
import { composeBody, documentLinks } from '@affinity-engine/adapter-http';
import {
  chance,
  engineKeys,
  machineClock,
  SettingsInvalid,
  stderrLogger,
  type Settings,
} from '@affinity-engine/adapter-node';
import { defaultDispatcherSettings, startDispatcher } from '@affinity-engine/webhook';
import type { Container } from 'inversify';
import * as its from './tokens.js';

/** @throws SettingsInvalid where the database was made with another secret: nothing could be signed */
export async function checkSecret(container: Container): Promise<void> {
  const { reader } = container.get(its.TheDatabase);
  if (await opensWith(reader, container.get(its.TheCommitter), container.get(its.TheSeal))) return;
  throw new SettingsInvalid(['ENGINE_SECRET: expected the secret this database was made with']);
}

/** Binds what delivering takes, for the dispatcher alone and for the API that runs it beside itself. */
export function bindDelivery(
  container: Container,
  settings: Settings,
  database: Database,
  publicUrl: () => string,
): void {
  container.bind(its.TheSettings).toConstantValue(settings);
  container.bind(its.TheDatabase).toConstantValue(database);
  container.bind(its.PublicUrl).toConstantValue(publicUrl);
  container.bind(its.TheLogger).toDynamicValue(() => stderrLogger(settings.logLevel));
  container.bind(its.TheKeys).toDynamicValue(() => engineKeys(settings));
  container.bind(its.TheSeal).toDynamicValue((c) => sealUnder(c.get(its.TheKeys).seal));
  container.bind(its.TheCommitter).toDynamicValue((c) => committerOn(c.get(its.TheDatabase).writer));
  container
    .bind(its.TheLinks)
    .toDynamicValue((c) => documentLinks(c.get(its.PublicUrl), c.get(its.TheKeys).links, machineClock));
  container.bind(its.TheWakeUps).toDynamicValue(() => inProcessWakeUps());
  container
    .bind(its.TheCourier)
    .toDynamicValue((c) => httpCourier(composeBody(c.get(its.TheLinks)), machineClock, c.get(its.TheSettings)));
  container
    .bind(its.TheDeliveryQueue)
    .toDynamicValue((c) =>
      knexDeliveryQueue(c.get(its.TheDatabase).reader, c.get(its.TheCommitter), c.get(its.TheSeal)),
    );
  container.bind(its.StartDispatcher).toDynamicValue((c) => () => {
    const { backOffSeconds, timeoutMs } = c.get(its.TheSettings);
    const logger = c.get(its.TheLogger);
    return startDispatcher(
      {
        queue: c.get(its.TheDeliveryQueue),
        courier: c.get(its.TheCourier),
        wakeUps: c.get(its.TheWakeUps),
        clock: machineClock,
        chance,
        report: (failure) => logger.error({ err: failure }, 'the dispatcher met a failure and goes on'),
      },
      { ...defaultDispatcherSettings, backOffSeconds, timeoutMs },
    );
  });
}
