import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { done } from '@affinity-engine/test-conformance';
import { violations } from './axe.js';
import { operatorAt, personAt, problemsOfPages, signIn, type Person } from './browser.js';
import { userOf } from './people.js';

let engine: Engine;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000' } });
  admin = clientFor(engine, 'admin');
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

type Key = { readonly id: string; readonly client_secret: string };

const keyOf = async (name: string): Promise<Key> => {
  const body = { name, role: 'partner', partner_id: engine.credentials.partner.id };
  return done(await admin.post<Key>('/ops/v1/clients', body), 201);
};
const isGood = async ({ id, client_secret }: Key): Promise<boolean> =>
  (
    await clientFor(engine, null).post('/oauth2/token', {
      ...{ grant_type: 'client_credentials', client_id: id, client_secret },
    })
  ).status === 200;

/** A developer who came to the portal by a link. */
async function developer(): Promise<Person> {
  const path = `/ops/v1/partners/${engine.credentials.partner.id}/portal-links`;
  const person = await personAt(engine);
  await person.page.goto(done(await admin.post<{ url: string }>(path), 201).url);
  await person.page.getByRole('button', { name: person.say('portal.act') }).click();
  await person.page.getByRole('navigation').waitFor();
  return person;
}

const rowOf = ({ page }: Person, name: string) => page.getByRole('row').filter({ hasText: name });

/** Presses the button of a key twice, and gives the secret that is shown then. */
async function rotated(person: Person, key: Key, name: string): Promise<string> {
  const { page, say } = person;
  await rowOf(person, name)
    .getByRole('button', { name: say('keys.rotate') })
    .click();
  const sure = rowOf(person, name).getByRole('button', { name: say('keys.rotates') });
  await sure.waitFor();
  expect(await isGood(key)).toBe(true);
  await sure.click();
  await page.getByText(say('keys.secretOf', { name })).waitFor();
  return (await page.locator('.secret code').textContent()) ?? '';
}

it('an operator is asked before a secret ends, and reads whose new one it is', async () => {
  const key = await keyOf('Loja um');
  const person = await operatorAt(engine);
  await person.goto('/keys');
  const secret = await rotated(person, key, 'Loja um');
  expect([await isGood(key), await isGood({ ...key, client_secret: secret })]).toEqual([false, true]);
  await rowOf(person, 'Loja um')
    .getByRole('button', { name: person.say('keys.revoke') })
    .click();
  await rowOf(person, 'Loja um')
    .getByRole('button', { name: person.say('keys.sure') })
    .click();
  await rowOf(person, 'Loja um').getByText(person.say('keys.revoked')).waitFor();
  expect(await isGood({ ...key, client_secret: secret })).toBe(false);
});

it('a partner’s developer rotates a key in the portal, and is out once an operator ends the portal', async () => {
  const key = await keyOf('Loja dois');
  const person = await developer();
  const { page, say } = person;
  await page
    .getByRole('navigation')
    .getByRole('link', { name: say('places.keys') })
    .click();
  const secret = await rotated(person, key, 'Loja dois');
  expect(await isGood({ ...key, client_secret: secret })).toBe(true);
  expect(await page.getByRole('button', { name: say('keys.revoke') }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);

  const operator = await personAt(engine);
  await signIn(operator, await userOf(admin, ['operations']), `/partners/${engine.credentials.partner.id}`);
  await operator.page.getByRole('button', { name: operator.say('partners.endPortal') }).click();
  const dialog = operator.page.getByRole('dialog');
  expect(await violations(operator.page)).toEqual([]);
  await dialog.getByRole('button', { name: operator.say('partners.endPortal') }).click();
  await dialog.getByText('1 session ended').waitFor();
  await page.reload();
  await page.getByLabel(say('signIn.email')).waitFor();
});

it('who came by a link too long ago is asked to come by a new one', async () => {
  await keyOf('Loja três');
  const person = await developer();
  const { page, say } = person;
  await page.route('**/v1/clients/*/rotate', (route) =>
    route.fulfill({ status: 403, headers: { 'error-code': 'SIGN-IN-AGAIN' }, json: {} }),
  );
  await page
    .getByRole('navigation')
    .getByRole('link', { name: say('places.keys') })
    .click();
  for (const name of ['keys.rotate', 'keys.rotates']) {
    await rowOf(person, 'Loja três')
      .getByRole('button', { name: say(name) })
      .click();
  }
  const dialog = page.getByRole('dialog');
  await dialog.getByText(say('signIn.newLink')).waitFor();
  expect(await dialog.getByLabel(say('signIn.password')).count()).toBe(0);
});

it('an admin binds an underwriter to an insurer', async () => {
  const user = await userOf(admin, ['underwriter']);
  const person = await operatorAt(engine);
  const { page, say } = person;
  await person.goto('/users');
  const change = rowOf(person, user.email).getByRole('button', { name: say('users.change') });
  await change.click();
  const insurer = page.getByRole('group', { name: say('users.insurers') }).getByLabel('Maré Alta');
  await insurer.check();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: say('users.save') }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const read = done(await admin.get<{ insurer_ids: readonly string[] }>(`/ops/v1/users/${user.id}`));
  expect(read.insurer_ids).toEqual(['ins-5036']);
  await change.click();
  expect(await insurer.isChecked()).toBe(true);
});
