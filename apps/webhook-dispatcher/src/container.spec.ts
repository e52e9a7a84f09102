import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@affinity-engine/adapter-knex';
import { readSettings } from '@affinity-engine/adapter-node';
import { describe, expect, it } from '@jest/globals';
import type { ServiceIdentifier } from 'inversify';
import { dispatcherContainer } from './container.js';
import * as its from './tokens.js';

describe('the container of the dispatcher', () => {
  it('resolves every token there is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affinity-container-'));
    const settings = readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
    const database = await openDatabase(settings.databaseFile);
    try {
      const c = dispatcherContainer(settings, database);
      const tokens = Object.entries(its).filter(([, token]) => typeof token === 'symbol');
      expect(tokens.length).toBeGreaterThan(8);
      for (const [name, token] of tokens) {
        expect({ name, resolved: c.get(token as ServiceIdentifier<unknown>) !== undefined }).toEqual({
          name,
          resolved: true,
        });
      }
      await c.get(its.TheCourier).close();
    } finally {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
