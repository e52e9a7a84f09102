import { afterEach, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import { contract, done, subscriber } from '@affinity-engine/test-conformance';
import { startReceiver } from '@affinity-engine/test-harness';
import { operatorAt, problemsOfPages } from './browser.js';

afterEach(async () => expect(await problemsOfPages()).toEqual([]));

const events = 10_000;

it('an endpoint with 10,000 events opens with its first page, and goes on from there', async () => {
  const engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000', SANDBOX_CLOCK: '2026-01-15T12:00:00Z' } });
  const admin = clientFor(engine, 'admin');
  const its = await subscriber(admin, await startReceiver(), false);
  const partner = clientFor(engine, its.credentials);
  const one = async () => void (await contract(partner));
  for (let made = 0; made < events; made += 50) await Promise.all(Array.from({ length: 50 }, one));
  const { page, say, goto } = await operatorAt(engine);
  await goto(`/webhooks/${its.endpointId}`);
  await page.getByRole('heading', { name: '10,000 events wait' }).waitFor();
  const table = page.getByRole('table', { name: say('endpoint.deliveries') });
  await table.getByText('10,000', { exact: true }).waitFor();
  expect(await table.getByRole('row').count()).toBe(51);
  await page.getByRole('button', { name: say('common.more') }).click();
  await table.getByText('9,900', { exact: true }).waitFor({ state: 'hidden' });
  await table.getByText('9,901', { exact: true }).waitFor();
  const seen = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/deliveries'))
      .map(({ duration }) => duration),
  );
  expect(seen.length).toBeGreaterThan(0);
  done(await admin.get(`/ops/v1/webhook-endpoints/${its.endpointId}`));
});
