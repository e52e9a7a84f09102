import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, startReceiver, temporaryFolder } from '@affinity-engine/test-harness';
import {
  brokerOf,
  contract,
  contractingBody,
  done,
  holder,
  proposalBody,
  subscriber,
} from '@affinity-engine/test-conformance';
import { operatorAt, problemsOfPages } from './browser.js';

afterEach(async () => expect(await problemsOfPages()).toEqual([]));

/** Where the pictures of the documentation are written: `npm run pictures` names a folder. */
const folder = process.env['PICTURES'];
const names = ['Ana Souza', 'João Lima', 'Conceição Araújo', 'Rui Teixeira', 'Inês Prado', 'Davi Rocha', 'Lia Campos'];

it('the pictures of the documentation show a day of work', async () => {
  const env = { STRANGERS_PER_SECOND: '10000', WEBHOOK_BACKOFF_SECONDS: '2,30', SANDBOX_CLOCK: '2026-01-15T12:00:00Z' };
  const engine = await startEngine({ env });
  const admin = clientFor(engine, 'admin');
  const receiver = await startReceiver();
  const its = await subscriber(admin, receiver);
  done(await admin.patch(`/ops/v1/partners/${its.partnerId}`, { name: 'Loja Azul' }));
  const partner = clientFor(engine, its.credentials);
  const sell = (name: string) => {
    const [first_name, last_name] = name.split(' ');
    return contract(partner, 'personal-life', { affinity_holder: { ...holder, first_name, last_name } });
  };
  for (const name of names.slice(0, 4)) await sell(name);
  await eventually(() => expect(receiver.received(its.path)).toHaveLength(4));
  receiver.answer(its.path, [], { status: 503, body: 'maintenance' });
  const { id } = await sell(names[4] ?? '');
  for (const name of names.slice(5)) await sell(name);
  await partner.post('/v1/affinity', { affinity_request_id: id });
  await partner.post('/v1/affinity/request', { product_id: 'unknown' });
  const answers = { CLAIMS: 1, RETROACTIVITY: 3, 'START-VIGENCY-DATE': '2026-02-01' };
  const broker = brokerOf(engine);
  const { item } = (await broker.contract(contractingBody(answers))).body;
  await broker.propose(proposalBody(item, 'TICKET', 1));
  await eventually(async () => {
    const { body } = await admin.get<{ items: readonly object[] }>('/ops/v1/refusals');
    expect(body.items.length).toBeGreaterThan(1);
  });
  const places = {
    home: '/',
    certificates: '/certificates',
    certificate: `/certificates/${id}`,
    line: `/webhooks/${its.endpointId}`,
    underwriting: `/underwriting/${item.quotationIdentifier}`,
    refusals: '/refusals',
  } as const;
  const to = folder === undefined ? temporaryFolder() : resolve(import.meta.dirname, '../../..', folder);
  mkdirSync(to, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    const context = { viewport: { width: 1180, height: 760 } };
    const { page, open } = await operatorAt(engine, { theme, context });
    for (const [name, path] of Object.entries(places)) {
      await open(path);
      const picture = join(to, `${name}-${theme}.png`);
      await page.screenshot({ path: picture });
      expect(statSync(picture).size).toBeGreaterThan(20_000);
    }
  }
});
