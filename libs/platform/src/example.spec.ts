import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'platform-'));
afterAll(() => rmSync(folder, { recursive: true }));
// example
import { businessClock, engineKeys, readSettings, uuids } from '@affinity-engine/platform';

const environment = { DATA_DIR: folder, SANDBOX_CLOCK: '2026-01-15T12:00:00Z' };
const settings = readSettings(environment); // throws SettingsInvalid, one line for each problem
const clock = businessClock(settings.sandboxClock);
const today = clock.today(); // 2026-01-15; time goes on from there
const keys = engineKeys(settings); // from ENGINE_SECRET; without one, from a secret that is made and kept in DATA_DIR
const id = uuids.next(); // later ones sort after it
// end

it('does what the README shows', () => {
  expect([settings.mode, today, keys.seal.length]).toEqual(['sandbox', '2026-01-15', 32]);
  expect(statSync(join(folder, 'engine-secret')).mode & 0o777).toBe(0o600);
  expect(id < uuids.next()).toBe(true);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
