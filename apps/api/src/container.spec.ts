import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { migrate, openDatabase } from '@affinity-engine/adapter-knex';
import { readSettings } from '@affinity-engine/adapter-node';
import { delivery } from '@affinity-engine/webhook-dispatcher';
import { describe, expect, it } from '@jest/globals';
import type { ServiceIdentifier } from 'inversify';
import { apiContainer, bindProducts } from './container.js';
import * as its from './tokens.js';

describe('the container of the API', () => {
  it('resolves every token there is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affinity-container-'));
    const settings = readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
    const database = await openDatabase(settings.databaseFile);
    try {
      await migrate(database.writer);
      const c = apiContainer(settings, database, () => 'http://localhost');
      const catalogue = await loadCatalogue(demoCatalogueFolder);
      await bindProducts(c, database, catalogue);
      const tokens = Object.entries({ ...its, ...delivery }).filter(([, token]) => typeof token === 'symbol');
      expect(tokens.length).toBeGreaterThan(30);
      for (const [name, token] of tokens) {
        expect({ name, resolved: c.get(token as ServiceIdentifier<unknown>) !== undefined }).toEqual({
          name,
          resolved: true,
        });
      }
      await c.get(delivery.TheCourier).close();
      await c.get(its.MakeServer)().close();
    } finally {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
