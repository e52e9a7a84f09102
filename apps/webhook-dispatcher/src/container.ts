import 'reflect-metadata';
import type { Database } from '@affinity-engine/adapter-knex';
import { listeningUrl, type Settings } from '@affinity-engine/adapter-node';
import { Container } from 'inversify';
import { bindDelivery } from './bindings.js';

/** The dispatcher alone. */
export function dispatcherContainer(settings: Settings, database: Database): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  bindDelivery(container, settings, database, () => settings.publicUrl ?? listeningUrl(settings, settings.port));
  return container;
}
