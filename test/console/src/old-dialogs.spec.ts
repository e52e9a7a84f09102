import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { contract, done, subscriber } from '@affinity-engine/test-conformance';
import {
  clientFor,
  eventually,
  startEngine,
  startReceiver,
  type Client,
  type Engine,
} from '@affinity-engine/test-harness';
import { operatorAt, problemsOfPages } from './browser.js';
import { userOf } from './people.js';

let engine: Engine;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000', WEBHOOK_BACKOFF_SECONDS: '0.2,0.5' } });
  admin = clientFor(engine, 'admin');
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

it('a person who was kept out stays so when an older dialog changes the name', async () => {
  const user = await userOf(admin, ['operations']);
  const { page, say, goto } = await operatorAt(engine);
  await goto('/users');
  const row = page.getByRole('row').filter({ hasText: user.email });
  await row.getByRole('button', { name: say('users.change') }).click();
  done(await admin.patch(`/ops/v1/users/${user.id}`, { disabled: true, roles: ['broker'] }));
  await page.getByRole('dialog').getByLabel(say('users.name'), { exact: true }).fill('Bia');
  await page.getByRole('button', { name: say('users.save') }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { body } = await admin.get<{ readonly disabled_at: string | null }>(`/ops/v1/users/${user.id}`);
  expect(body).toMatchObject({ name: 'Bia', roles: ['broker'], disabled_at: expect.any(String) });
});

it('a person skips the event that the dialog showed, or none', async () => {
  const receiver = await startReceiver();
  const { path, endpointId, credentials } = await subscriber(admin, receiver);
  receiver.answer(path, [], { status: 503, body: 'out of order' });
  for (let count = 0; count < 2; count += 1) await contract(clientFor(engine, credentials));
  type Line = { readonly dam: { readonly sequence: number } | null };
  const isHead = async (sequence: number) =>
    (await admin.get<Line>(`/ops/v1/webhook-endpoints/${endpointId}`)).body.dam?.sequence === sequence;
  await eventually(async () => expect(await isHead(1)).toBe(true));
  const { page, say, goto } = await operatorAt(engine);
  await goto(`/webhooks/${endpointId}`);
  await page.getByRole('button', { name: say('endpoint.skip') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say('endpoint.reason')).fill('a mistake');
  done(await admin.post(`/ops/v1/webhook-endpoints/${endpointId}/skip-head`, { reason: 'first' }));
  await eventually(async () => expect(await isHead(2)).toBe(true));
  await page.waitForResponse(
    async (answer) =>
      answer.url().endsWith(`/webhook-endpoints/${endpointId}`) && ((await answer.json()) as Line).dam?.sequence === 2,
  );
  await dialog.getByRole('button', { name: say('endpoint.skip') }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await isHead(2)).toBe(true);
});
