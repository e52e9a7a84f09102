import { expect, it } from '@jest/globals';
import { startEngine } from '@affinity-engine/test-harness';
import { violations } from './axe.js';
import { browser } from './browser.js';

it('the page that describes the API has letters that can be read', async () => {
  const engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000' } });
  const context = await (await browser()).newContext();
  const page = await context.newPage();
  await page.goto(`${engine.baseUrl}/docs?of=/openapi/ops.json`);
  for (const verb of ['get', 'post', 'patch', 'delete']) {
    await page.locator(`.opblock-${verb} .opblock-summary-control`).first().click();
    await page.locator(`.opblock-${verb} .opblock-body`).first().waitFor();
  }
  expect(await violations(page, ['color-contrast'])).toEqual([]);
  await context.close();
});
