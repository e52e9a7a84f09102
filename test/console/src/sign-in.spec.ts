import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { browser, operatorAt, personAt, problemsOfPages, signIn, type Credentials, type Person } from './browser.js';
import { userOf } from './people.js';

let engine: Engine;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000' } });
  admin = clientFor(engine, 'admin');
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

describe('signing in', () => {
  it('leads to the page that was asked for, and a wrong password does not', async () => {
    const person = await personAt(engine);
    const { page, say } = person;
    const { email } = engine.credentials.operator;
    await person.goto('/partners');
    await page.getByLabel(say('signIn.email')).fill(email);
    await page.getByLabel(say('signIn.password')).fill('another password');
    await page.getByRole('button', { name: say('signIn.act') }).click();
    await page.getByRole('alert').getByText(say('codes.SIGN-IN-REFUSED')).waitFor();
    await signIn(person, engine.credentials.operator, '/partners');
    await page.getByRole('heading', { level: 1, name: say('partners.title') }).waitFor();
    await page.getByRole('link', { name: 'Cooperativa Aurora' }).waitFor();
  });

  it('stays over a new page, and ends on the server when the person signs out', async () => {
    const { page, say, goto } = await operatorAt(engine);
    await goto('/audit');
    await page.getByRole('heading', { name: say('audit.title') }).waitFor();
    const [cookie] = await page.context().cookies();
    await page.getByText('Demo operator', { exact: true }).click();
    await page.getByRole('button', { name: say('shell.signOut') }).click();
    await page.getByRole('heading', { name: say('signIn.title') }).waitFor();
    const asBefore = { headers: { cookie: `${cookie?.name}=${cookie?.value}` } };
    expect((await fetch(`${engine.baseUrl}/session`, asBefore)).status).toBe(401);
  });

  it('that is ended elsewhere asks for the password where the person is, and goes on there', async () => {
    const user = await userOf(admin, ['operations']);
    const person = await personAt(engine);
    await signIn(person, user, '/webhooks');
    const { page, say } = person;
    await page.getByRole('heading', { name: say('webhooks.title') }).waitFor();
    await admin.delete(`/ops/v1/users/${user.id}/sessions`);
    await page.getByRole('heading', { name: say('signIn.title') }).waitFor();
    await page.getByLabel(say('signIn.email')).fill(user.email);
    await page.getByLabel(say('signIn.password')).fill(user.password);
    await page.getByRole('button', { name: say('signIn.act') }).click();
    await page.getByRole('heading', { name: say('webhooks.title') }).waitFor();
    expect(page.url()).toContain('/console/webhooks');
  });
});

/** A person at an endpoint who is asked for the password before it is paused. */
async function askedAgain(): Promise<{
  readonly person: Person;
  readonly user: Credentials & { readonly id: string };
}> {
  const user = await userOf(admin, ['operations']);
  const person = await personAt(engine);
  const { page, say } = person;
  await page.route('**/ops/v1/webhook-endpoints/*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 403, headers: { 'error-code': 'SIGN-IN-AGAIN' }, json: {} })
      : route.continue(),
  );
  await signIn(person, user, `/webhooks/${engine.credentials.partner.webhookEndpointId}`);
  await page.getByRole('button', { name: say('endpoint.pause') }).click();
  await page.getByRole('heading', { name: say('signIn.again') }).waitFor();
  return { person, user };
}

describe('what asks for the password again', () => {
  it('goes on asking after a wrong one', async () => {
    const { page, say } = (await askedAgain()).person;
    await page.getByRole('textbox', { name: say('signIn.password') }).fill('another password');
    await page.getByRole('button', { name: say('signIn.go') }).click();
    await page.getByRole('dialog').getByText(say('codes.SIGN-IN-REFUSED')).waitFor();
  });

  it('is not done for the next person who signs in', async () => {
    const { person, user } = await askedAgain();
    const { page, say } = person;
    await admin.delete(`/ops/v1/users/${user.id}/sessions`);
    await page.getByRole('heading', { name: say('signIn.title') }).waitFor();
    const { email, password } = await userOf(admin, ['operations']);
    await page.getByLabel(say('signIn.email')).fill(email);
    await page.getByLabel(say('signIn.password')).fill(password);
    await page.getByRole('button', { name: say('signIn.act') }).click();
    await page.getByRole('button', { name: say('endpoint.pause') }).waitFor();
    expect(await page.getByRole('heading', { name: say('signIn.again') }).count()).toBe(0);
  });
});

describe('another person in the same browser', () => {
  it('sees nothing in this tab of what was shown to the one before', async () => {
    const [user, other] = [await userOf(admin, ['compliance']), await userOf(admin, ['programme'])];
    const person = await personAt(engine);
    const { page, say } = person;
    await page.clock.install();
    await signIn(person, user, '/data-subjects');
    await page.getByLabel(say('dataSubjects.name')).fill('Maria');
    const body = { email: other.email, password: other.password };
    await page.evaluate(
      async (text) =>
        fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: text }),
      JSON.stringify(body),
    );
    await page.clock.fastForward(61_000);
    await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await page.getByText('Person', { exact: false }).and(page.locator('summary')).waitFor();
    await page.getByRole('link', { name: say('places.programme') }).waitFor();
    expect(await page.getByLabel(say('dataSubjects.name')).inputValue()).toBe('');
  });
});

it('a sign-out that did not reach the engine is said', async () => {
  const { page, say, goto } = await operatorAt(engine);
  await goto('/audit');
  await page.route('**/session', (route) =>
    route.request().method() === 'DELETE'
      ? route.fulfill({ status: 429, headers: { 'error-code': 'RATE-EXCEEDED' }, json: {} })
      : route.continue(),
  );
  await page.getByText('Demo operator', { exact: true }).click();
  await page.getByRole('button', { name: say('shell.signOut') }).click();
  await page.getByRole('alert').getByRole('code').getByText('RATE-EXCEEDED').waitFor();
});

describe('a page of another site', () => {
  it('cannot change anything with the session of a person', async () => {
    const { page, goto } = await operatorAt(engine);
    await goto('/');
    // The same machine under another name is another site for the browser; the cookie is sent along where it may be.
    const foreign = engine.baseUrl.replace('127.0.0.1', 'localhost');
    await page.goto(`${foreign}/health/live`);
    const answers = await page.evaluate(async (base) => {
      const send = async (body: BodyInit, type: string): Promise<string> => {
        const request = { method: 'POST', credentials: 'include', mode: 'no-cors', body } as const;
        const { type: kind } = await fetch(`${base}/ops/v1/partners`, {
          ...request,
          headers: { 'content-type': type },
        });
        return kind;
      };
      return [
        await send('{"name":"Forged"}', 'text/plain'),
        await send('name=Forged', 'application/x-www-form-urlencoded'),
      ];
    }, engine.baseUrl);
    expect(answers).toEqual(['opaque', 'opaque']);
    const { body } = await admin.get<{ items: readonly { name: string }[] }>('/ops/v1/partners');
    expect(body.items.map(({ name }) => name)).not.toContain('Forged');
  });

  it('cannot show the console in a frame', async () => {
    const context = await (await browser()).newContext();
    const page = await context.newPage();
    await page.setContent(`<iframe src="${engine.baseUrl}/console"></iframe>`);
    const frame = page.frames()[1];
    await expect(frame?.getByRole('heading').first().waitFor({ timeout: 1_500 })).rejects.toThrow();
    await context.close();
  });
});

describe('the page', () => {
  it('runs scripts of the engine alone, says to no other site where it was, and is not kept', async () => {
    const { headers } = await fetch(`${engine.baseUrl}/console/certificates`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('has files that a browser keeps for ever, compressed', async () => {
    const html = await (await fetch(`${engine.baseUrl}/console`)).text();
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const { status, headers } = await fetch(`${engine.baseUrl}${script}`, { headers: { 'accept-encoding': 'br' } });
    expect([status, headers.get('content-encoding'), headers.get('cache-control')]).toEqual([
      200,
      'br',
      'public, max-age=31536000',
    ]);
  });
});
