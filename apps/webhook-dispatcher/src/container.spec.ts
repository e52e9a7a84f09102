import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@affinity-engine/platform';
import { describe, expect, it } from '@jest/globals';
import type { ServiceIdentifier } from 'inversify';
import { dispatcherContainer, tokens } from './container.js';

describe('the container of the dispatcher', () => {
  it('resolves every token', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affinity-container-'));
    try {
      const container = dispatcherContainer(readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
      for (const [name, token] of Object.entries(tokens)) {
        const bound = container.get(token as ServiceIdentifier<unknown>) !== undefined;
        expect({ name, bound }).toEqual({ name, bound: true });
      }
      await container.get(tokens.courier).close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
