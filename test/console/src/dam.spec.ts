import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Client, Engine, Receiver } from '@affinity-engine/test-harness';
import { bodyOf, contract, subscriber } from '@affinity-engine/test-conformance';
import { operatorAt, problemsOfPages } from './browser.js';

let engine: Engine;
let admin: Client;
let receiver: Receiver;
beforeAll(async () => {
  const env = {
    STRANGERS_PER_SECOND: '10000',
    WEBHOOK_BACKOFF_SECONDS: '0.2,0.5',
    SANDBOX_CLOCK: '2026-01-15T12:00:00Z',
  };
  engine = await startEngine({ env });
  admin = clientFor(engine, 'admin');
  receiver = await startReceiver();
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

const dammed = async (events: number) => {
  const its = await subscriber(admin, receiver);
  receiver.answer(its.path, [], { status: 503, body: 'out of order' });
  const partner = clientFor(engine, its.credentials);
  const ids: string[] = [];
  for (let count = 0; count < events; count += 1) ids.push((await contract(partner)).id);
  return { ...its, ids };
};

it('a dammed line shows its head and why, is mended, pinged, and drains in order', async () => {
  const its = await dammed(4);
  const { page, say, goto } = await operatorAt(engine);
  await goto('/');
  await page.getByRole('link', { name: say('home.dammed') }).click();
  await page.getByRole('row').filter({ hasText: its.path }).getByText(say('endpointState.dammed')).waitFor();
  await page.getByRole('link', { name: receiver.url(its.path) }).click();
  await page.getByText(say('endpoint.answered', { status: '503' })).waitFor();
  await page.getByText('3 events wait behind it').waitFor();
  await page.getByRole('link', { name: say('endpoint.seeHead') }).click();
  await page
    .getByRole('table', { name: say('delivery.tries') })
    .getByText('503')
    .first()
    .waitFor();
  await page
    .getByText(its.ids[0] ?? '')
    .first()
    .waitFor();
  const event = page.url().split('/').at(-1) ?? '';
  await goto('/search');
  await page.getByLabel(say('search.label')).fill(event);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: say('delivery.back') }).click();
  await page.getByRole('button', { name: say('endpoint.ping') }).click();
  await page.getByText('It failed: 503').waitFor();
  const elsewhere = `${its.path}/mended`;
  await page.getByRole('button', { name: say('endpoint.changeUrl') }).click();
  await page.getByRole('dialog').getByLabel(say('endpoint.url')).fill(receiver.url(elsewhere));
  await page.getByRole('button', { name: say('endpoint.save') }).click();
  await page.getByText(say('endpointState.flowing')).waitFor();
  expect(receiver.received(elsewhere).map((each) => bodyOf(each).id)).toEqual(its.ids);
});

it('the head is skipped only as the head that was shown, and after the password was given', async () => {
  const its = await dammed(2);
  const { page, say, goto } = await operatorAt(engine);
  await goto(`/webhooks/${its.endpointId}`);
  await page.getByRole('button', { name: say('endpoint.skip') }).click();
  await page.getByRole('dialog').getByLabel(say('endpoint.reason')).fill('sold by mistake');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('endpoint.skip') })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Event 2 (affinity.issued) holds the line:').waitFor();
  await page.getByRole('table').getByText(say('deliveryStatus.skipped')).waitFor();
});

it('of two tabs that cancel the same certificate one loses, and shows what the other did', async () => {
  const its = await subscriber(admin, receiver);
  const { id } = await contract(clientFor(engine, its.credentials));
  const one = await operatorAt(engine);
  const other = await one.page.context().newPage();
  const { say } = one;
  const prepare = async (page: typeof other) => {
    await page.goto(`${engine.baseUrl}/console/certificates/${id}/cancel`);
    await page.getByRole('button', { name: say('cancellation.preview') }).click();
    const label = await page.getByText(/^Type [0-9A-F-]{19} to confirm$/).textContent();
    await page.locator('#typed').fill(/[0-9A-F-]{19}/.exec(label ?? '')?.[0] ?? '');
  };
  await prepare(one.page);
  await prepare(other);
  await one.page.getByRole('button', { name: say('cancellation.act') }).click();
  await one.page.getByRole('heading', { name: say('certificate.cancellation'), exact: true }).waitFor();
  await other.getByRole('button', { name: say('cancellation.act') }).click();
  await other.getByRole('alert').first().waitFor();
  await other.getByText(say('cancellation.already')).waitFor();
  await eventually(() =>
    expect(receiver.received(its.path).map((each) => bodyOf(each).event.type)).toEqual([
      'affinity.issued',
      'affinity.canceled',
    ]),
  );
});

it('of two tabs that change the same group one loses, and nothing is overwritten', async () => {
  const attributes = { affinityGroupType: { code: 'Open' }, name: 'Clube Azul', startDate: '2020-01-01T00:00:00.000Z' };
  await admin.post('/admin/v1/affinity-groups', { data: { attributes } });
  const one = await operatorAt(engine);
  const other = await one.page.context().newPage();
  const { say } = one;
  const open = async (page: typeof other) => {
    await page.goto(`${engine.baseUrl}/console/programme`);
    const row = page.getByRole('row').filter({ hasText: 'Clube Azul' });
    await row.getByRole('button', { name: say('programme.change') }).click();
  };
  const save = async (page: typeof other, description: string) => {
    await page.getByRole('dialog').getByLabel(say('programme.description')).fill(description);
    await page.getByRole('button', { name: say('programme.save') }).click();
  };
  await open(one.page);
  await open(other);
  await save(one.page, 'the first');
  await one.page.getByRole('dialog').waitFor({ state: 'detached' });
  await save(other, 'the second');
  await other.getByRole('alert').getByText(say('codes.CHECKSUM-MISMATCH')).waitFor();
  const { body } = await admin.get<{ data: readonly { attributes: { name: string; description?: string } }[] }>(
    '/admin/v1/affinity-groups',
    { query: { fields: '*all', filter: 'name:eq:Clube Azul' } },
  );
  expect(body.data.map((group) => group.attributes.description)).toEqual(['the first']);
});
