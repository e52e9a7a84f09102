import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { catalogueWithCallback } from '@affinity-engine/test-conformance';
import { startEngine } from '@affinity-engine/test-harness';
import { operatorAt, problemsOfPages } from './browser.js';

afterEach(async () => expect(await problemsOfPages()).toEqual([]));

it('a sale is tried out: every problem at its field, then the price, then a specimen; lists come as CSV', async () => {
  const engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000', SANDBOX_CLOCK: '2026-01-15T12:00:00Z' } });
  const { page, say, goto } = await operatorAt(engine);
  await goto('/products');
  await page.getByRole('row').filter({ hasText: 'personal-life' }).getByRole('link').click();
  await page.getByLabel(say('products.start'), { exact: true }).fill('2026-02-01');
  await page.getByLabel(say('products.end'), { exact: true }).fill('2027-01-31');
  await page.locator('[name="affinity_holder.first_name"]').fill('Ana');
  await page.locator('[name="affinity_holder.cpf"]').fill('529.982.247-26');
  const attempt = page.getByRole('button', { name: say('products.try'), exact: true });
  await attempt.click();
  await page.locator('[name="affinity_holder.cpf"][aria-invalid="true"]').waitFor();
  await page.locator('[name="affinity_holder.last_name"][aria-invalid="true"]').waitFor();
  await page.locator('[name="affinity_holder.last_name"]').fill('Souza');
  await page.locator('[name="affinity_holder.cpf"]').fill('52998224725');
  await page.locator('[name="affinity_holder.birth_date"]').fill('1988-04-12');
  await attempt.click();
  await page.getByText('R$125.36').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say('products.specimen') }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('specimen.pdf');
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');

  await goto('/partners');
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say('common.csv') }).click(),
  ]);
  const lines = readFileSync(await csv.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines[0]).toContain('name');
  expect(lines).toHaveLength(3);

  const headers = { 'content-type': 'text/csv', link: '</ops/v1/partners?cursor=x>; rel="next"' };
  await page.route('**/ops/v1/partners', (route) => route.fulfill({ headers, body: 'id\r\n' }));
  await page.getByRole('button', { name: say('common.csv') }).click();
  await page.getByText(say('common.csvCut')).waitFor();
});

it('two versions of a product are compared, and say what was changed', async () => {
  const folder = catalogueWithCallback();
  const engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000', CATALOGUE_DIR: folder } });
  const file = join(folder, 'products/personal-life.json');
  type Product = { readonly name: string; readonly plans: readonly [{ readonly price: object }] };
  const product = JSON.parse(readFileSync(file, 'utf8')) as Product;
  const [{ price, ...plan }, ...plans] = product.plans;
  writeFileSync(file, JSON.stringify({ ...product, plans: [{ ...plan, price: { ...price, net: 98_765 } }, ...plans] }));
  await engine.restart();
  const { page, say, goto } = await operatorAt(engine);
  await goto('/products');
  await page.getByRole('row').filter({ hasText: 'personal-life' }).getByRole('link').click();
  const versions = page.getByRole('table', { name: say('products.versions') });
  await versions.getByText(say('products.shown')).waitFor();
  await versions.getByRole('button', { name: say('products.compare') }).click();
  const difference = page.getByRole('row').filter({ hasText: '98765' });
  await difference.getByText('net').waitFor();
  expect(await page.getByRole('row').filter({ hasText: '› net' }).count()).toBe(1);
});
