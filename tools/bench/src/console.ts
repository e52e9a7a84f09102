import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '@affinity-engine/test-servers';
import { chromium, type Browser } from 'playwright-core';
import { builtApi, startMeasured } from './engine.js';
import { load } from './load.js';
import { contractRequests, tokenOf } from './partner.js';
import { median, progress, report } from './report.js';

const [rounds, certificates, slower] = [5, 1_000, 4];

/** The time until a list is seen: by a browser that has nothing yet, on a processor that is slowed four times, and by one that has. */
export async function benchConsole(): Promise<boolean> {
  const server = await startMeasured(builtApi);
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], env: { ...process.env, ...env } });
  try {
    const { failures } = await load(
      server.target,
      await contractRequests(server, await tokenOf(server), certificates),
      64,
    );
    if (failures.size > 0) throw new Error(`creations failed: ${JSON.stringify([...failures])}`);
    const url = `http://${server.target.host}:${server.target.port}`;
    const state = await signedIn(browser, url, server.dataDir);
    const [cold, warm]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const times = await timesOf(browser, url, state);
      progress(`round ${round}: cold ${Math.round(times.cold)} ms, warm ${Math.round(times.warm)} ms`);
      if (round === 0) continue;
      cold.push(times.cold);
      warm.push(times.warm);
    }
    return report('console', [
      figure(`first list, cold, processor slowed ${slower} ×`, median(cold), 1_000),
      figure('a list from another screen, warm', median(warm), 100),
    ]);
  } finally {
    await browser.close();
    await server.stop();
  }
}

const figure = (name: string, value: number, most: number) =>
  ({ figure: name, value, unit: 'ms', target: `<= ${most} ms`, pass: value <= most }) as const;

type State = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;

/** The cookies of the demo's operator. */
async function signedIn(browser: Browser, url: string, dataDir: string): Promise<State> {
  const file = readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8');
  const { operator } = JSON.parse(file) as { readonly operator: { readonly email: string; readonly password: string } };
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  await page.goto(`${url}/console`);
  await page.locator('[name=email]').fill(operator.email);
  await page.locator('[name=password]').fill(operator.password);
  await page.locator('[type=submit]').click();
  await page.getByRole('navigation').waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

async function timesOf(
  browser: Browser,
  url: string,
  state: State,
): Promise<{ readonly cold: number; readonly warm: number }> {
  const context = await browser.newContext({ locale: 'en', storageState: state });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const began = performance.now();
  await page.goto(`${url}/console/certificates`, { waitUntil: 'commit' });
  await page.locator('.table tbody tr').first().waitFor();
  const cold = performance.now() - began;
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.getByRole('link', { name: 'Home' }).click();
  await page.locator('.cards').waitFor();
  const warm = await page.evaluate<number>(`(async () => {
    const link = [...document.querySelectorAll('nav a')].find(({ textContent }) => textContent === 'Certificates');
    const start = performance.now();
    link.click();
    while (document.querySelector('.table tbody tr') === null) await new Promise((next) => requestAnimationFrame(next));
    return performance.now() - start;
  })()`);
  await context.close();
  return { cold, warm };
}
