import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Engine } from '@affinity-engine/test-harness';
import { done, startOpenIdProvider, type OpenIdServer } from '@affinity-engine/test-conformance';
import { personAt, problemsOfPages } from './browser.js';

const client = { id: 'affinity-engine', secret: 'a secret of the engine' };
const label = 'Entrar com a Empresa';
let provider: OpenIdServer;
let engine: Engine;
beforeAll(async () => {
  provider = await startOpenIdProvider(client);
  const oidc = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret };
  engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000', OIDC_LABEL: label, ...oidc } });
  provider.register(`${engine.baseUrl}/session/oidc/callback`);
});
afterAll(() => provider.stop());
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

it('a person whom the company’s provider knows signs in there, and comes to the page that was asked for', async () => {
  const email = 'ana@example.com';
  const admin = clientFor(engine, 'admin');
  done(await admin.post('/ops/v1/users', { name: 'Ana Souza', email, roles: ['operations'] }), 201);
  provider.accounts.set('ana', { email, email_verified: true });
  provider.arrive('ana');
  const { page, say, goto } = await personAt(engine);
  await goto('/certificates?status=1');
  await page.getByRole('link', { name: label }).click();
  await page.getByRole('heading', { name: say('certificates.title') }).waitFor();
  expect(new URL(page.url()).search).toContain('status');
  await page.getByText('Ana Souza', { exact: true }).waitFor();
});

it('a person whom nobody has let in reads so, in words', async () => {
  provider.accounts.set('rui', { email: 'rui@example.com', email_verified: true });
  provider.arrive('rui');
  const { page, say, goto } = await personAt(engine, { language: 'pt-BR' });
  await goto('/');
  await page.getByRole('link', { name: label }).click();
  await page.getByRole('alert').getByText(say('codes.USER-NOT-ADMITTED')).waitFor();
  await page.getByLabel(say('signIn.email')).fill(engine.credentials.operator.email);
  await page.getByLabel(say('signIn.password')).fill(engine.credentials.operator.password);
  await page.getByRole('button', { name: say('signIn.act') }).click();
  await page.getByRole('heading', { name: say('home.title') }).waitFor();
  expect(page.url()).not.toContain('problem');
});
