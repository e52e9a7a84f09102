import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTheEnd } from './release.js';

/** A new folder, removed when the tests are over. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'affinity-engine-test-'));
  atTheEnd(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));
  return path;
}
