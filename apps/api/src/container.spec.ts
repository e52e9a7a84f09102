import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { readSettings } from '@affinity-engine/platform';
import { describe, expect, it } from '@jest/globals';
import type { ServiceIdentifier } from 'inversify';
import { apiContainer, openInto, tokens } from './container.js';
import { scheduledJobs } from './jobs.js';
import { apiServer } from './server.js';

describe('the container of the API', () => {
  it('resolves every token and all that is built on them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affinity-container-'));
    const container = apiContainer(readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), () => 'http://localhost');
    const platform = await openInto(container, () => loadCatalogue(demoCatalogueFolder));
    try {
      for (const [name, token] of Object.entries(tokens)) {
        const bound = container.get(token as ServiceIdentifier<unknown>);
        expect({ name, bound: bound !== undefined }).toEqual({ name, bound: true });
        expect(platform[name as keyof typeof platform]).toBe(bound);
      }
      expect(scheduledJobs(platform.store, platform).length).toBeGreaterThan(3);
      await apiServer(platform.store, platform).close();
    } finally {
      await platform.courier.close();
      await platform.store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
