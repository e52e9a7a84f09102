import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import {
  brokerOf,
  contract,
  contractingBody,
  done,
  holder,
  proposalBody,
  subscriber,
} from '@affinity-engine/test-conformance';
import { violations } from './axe.js';
import { operatorAt, personAt, problemsOfPages, signIn } from './browser.js';
import { screens } from './screens.js';

/** A name that would be markup, if anything took it for markup. */
const hostile = `<img src=x onerror="document.title='broken'">\u202E"';--`;

let engine: Engine;
let admin: Client;
let paths: readonly string[];
beforeAll(async () => {
  const env = { STRANGERS_PER_SECOND: '10000', WEBHOOK_BACKOFF_SECONDS: '0.2', SANDBOX_CLOCK: '2026-01-15T12:00:00Z' };
  engine = await startEngine({ env });
  admin = clientFor(engine, 'admin');
  const receiver = await startReceiver();
  const its = await subscriber(admin, receiver);
  receiver.answer(its.path, [], { status: 500, body: hostile });
  const partner = clientFor(engine, its.credentials);
  const { id } = await contract(partner, 'personal-life', { affinity_holder: { ...holder, first_name: 'Ana"<b>' } });
  await partner.post('/v1/affinity', { affinity_request_id: id });
  const broker = brokerOf(engine);
  const answers = { CLAIMS: 1, RETROACTIVITY: 3, 'START-VIGENCY-DATE': '2026-02-01' };
  const { item } = (await broker.contract(contractingBody(answers))).body;
  await broker.propose(proposalBody(item, 'TICKET', 1));
  const deliveries = `/ops/v1/webhook-endpoints/${its.endpointId}/deliveries`;
  const event = await eventually(async () => {
    const { body } = await admin.get<{ items: readonly { event_id: string; attempts: readonly object[] }[] }>(
      deliveries,
    );
    const [first] = body.items;
    if (first === undefined || first.attempts.length === 0) throw new Error('not tried yet');
    return first.event_id;
  });
  const refusals = await eventually(async () => {
    const { body } = await admin.get<{ items: readonly { reference: string }[] }>('/ops/v1/refusals');
    if (body.items[0] === undefined) throw new Error('no refusal yet');
    return body.items[0].reference;
  });
  paths = [
    ...screens.map(([path]) => path),
    `/certificates/${id}`,
    `/certificates/${id}/cancel`,
    `/webhooks/${its.endpointId}`,
    `/webhooks/${its.endpointId}/deliveries/${encodeURIComponent(event)}`,
    `/underwriting/${item.quotationIdentifier}`,
    `/refusals/${refusals}`,
    `/partners/${its.partnerId}`,
    '/portal',
    '/nowhere',
  ];
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

/** The parts that make a page scroll to the side; none where it does not. */
function widerThanThePage(): readonly string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('main *')]
    .filter((part) => part.getBoundingClientRect().right > clientWidth)
    .map((part) => part.outerHTML.slice(0, 120));
}

const desk = { width: 1280, height: 800 };
const telephone = { width: 320, height: 640 };

describe.each([
  ['en', 'light'],
  ['en', 'dark'],
  ['pt-BR', 'light'],
  ['pt-BR', 'dark'],
] as const)('every screen in %s, %s', (language, theme) => {
  it('has nothing that WCAG 2.2 AA forbids, shows texts of others as texts, and scrolls to no side on 320 pixels', async () => {
    const { page, open } = await operatorAt(engine, { language, theme, context: { viewport: desk } });
    const found: object[] = [];
    for (const path of paths) {
      await open(path);
      const forbidden = await violations(page);
      const images = await page.locator('img').count();
      const isBroken = (await page.title()).includes('broken');
      await page.setViewportSize(telephone);
      // The chart is drawn anew once it knows its place.
      let wide: readonly string[] = [];
      const fits = async () => expect((wide = await page.evaluate(widerThanThePage))).toEqual([]);
      await eventually(fits, { deadline: 2_000 }).catch(() => undefined);
      await page.setViewportSize(desk);
      if (forbidden.length + images + wide.length > 0 || isBroken)
        found.push({ path, forbidden, images, isBroken, wide });
    }
    expect(found).toEqual([]);
  });
});

it('what a partner’s developer sees by a portal link has nothing that is forbidden', async () => {
  const { partnerId, endpointId } = await subscriber(admin, await startReceiver());
  const { url } = done(await admin.post<{ url: string }>(`/ops/v1/partners/${partnerId}/portal-links`), 201);
  const { page, say, open } = await personAt(engine);
  await page.goto(url);
  await page.getByRole('button', { name: say('portal.act') }).click();
  await page.getByRole('navigation').waitFor();
  for (const path of ['/', '/webhooks', `/webhooks/${endpointId}`, '/refusals', '/clock']) {
    await open(path);
    expect([path, await violations(page)]).toEqual([path, []]);
  }
  await open('/webhooks');
  await page
    .getByRole('table', { name: say('webhooks.eventTypes') })
    .getByText('affinity.issued', { exact: true })
    .waitFor();
});

it('dialogs, too, have nothing that is forbidden, keep the focus, and give it back', async () => {
  const { page, say, goto } = await operatorAt(engine);
  await goto('/users');
  const opener = page.getByRole('button', { name: say('users.create') });
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  expect(await violations(page)).toEqual([]);
  for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await eventually(async () => expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true));
});

it('a person without a mouse signs in, finds a certificate, and sees the focus on the way', async () => {
  const { page, say, goto } = await personAt(engine);
  await goto('/');
  await page.getByLabel(say('signIn.email')).waitFor();
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement | null;
        if (at === null || getComputedStyle(at).outlineStyle === 'none') return '';
        return `${at.getAttribute('name') ?? ''} ${at.textContent}`;
      });
      if (text.includes(name)) return;
    }
    throw new Error(`no way to ${name} with the keyboard`);
  };
  const { email, password } = engine.credentials.operator;
  await tabTo('email');
  await page.keyboard.type(email);
  await tabTo('password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await tabTo(say('places.certificates'));
  await page.keyboard.press('Enter');
  await page.getByRole('table').waitFor();
  const number = (await page.getByRole('table').getByRole('link').first().textContent()) ?? '';
  await tabTo(number);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: say('certificate.timeline') }).waitFor();
});

it('a text that is sought stays a text', async () => {
  const { page, say, goto } = await operatorAt(engine);
  await goto('/search');
  await page.getByLabel(say('search.label')).fill(hostile);
  await page.keyboard.press('Enter');
  await page.getByText(say('search.by.name')).waitFor();
  expect(await page.title()).not.toContain('broken');
});

it('with forced colors what is dammed is still seen', async () => {
  const person = await personAt(engine, { context: { forcedColors: 'active' } });
  await signIn(person, engine.credentials.operator, '/webhooks');
  const head = person.page.locator('.line-head.dammed').first();
  await head.waitFor();
  expect(await head.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('dashed');
});
