import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isReady } from './is-ready.js';

const inFile = { database: { file: join(tmpdir(), 'engine.sqlite') } };
const onServer = { database: { url: 'postgres://host/engine' } };

describe('a process', () => {
  it.each([inFile, onServer])('serves while the database answers: %j', async ({ database }) => {
    expect(await isReady({ ready: async () => true }, { database } as typeof inFile)).toBe(true);
    expect(await isReady({ ready: async () => false }, { database } as typeof inFile)).toBe(false);
  });

  it('does not serve while the database is silent, and says so soon', async () => {
    const began = performance.now();
    expect(await isReady({ ready: () => new Promise(() => undefined) }, inFile)).toBe(false);
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});
