import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from '@jest/globals';
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
