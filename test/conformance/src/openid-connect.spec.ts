import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { startOpenIdProvider, type Account, type OpenIdServer } from './fixtures/openid-provider.js';
import { done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { AuditEntry, Endpoint, Listed, Problem } from './fixtures/wire.js';

type User = { readonly id: string; readonly email: string };
type Session = { readonly email: string; readonly roles: readonly string[]; readonly signed_in_at: string };
type Ways = { readonly password: boolean; readonly openid_connect: { readonly label: string } | null };

const client = { id: 'affinity-engine', secret: 'a secret of the engine' };
let provider: OpenIdServer;
let engine: Engine;
let admin: Client;
let browser: Client;
beforeAll(async () => {
  provider = await startOpenIdProvider(client);
  engine = await startEngine({
    env: {
      ...{ SANDBOX_CLOCK: clock, STRANGERS_PER_SECOND: '1000', OIDC_ISSUER: provider.issuer },
      ...{ OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret, OIDC_LABEL: 'Entrar com a Empresa' },
    },
  });
  provider.register(`${engine.baseUrl}/session/oidc/callback`);
  [admin, browser] = [clientFor(engine, 'admin'), clientFor(engine, null)];
});
afterAll(() => provider.stop());

let made = 0;
/** A user without a password, and a person at the provider, with the same verified address unless `account` says otherwise. */
async function aPerson(account: Account = {}): Promise<{ readonly user: User; readonly account: string }> {
  made += 1;
  const email = `ana${made}@example.com`;
  const body = { name: 'Ana Souza', email, roles: ['operations'] };
  const user = done(await admin.post<User>('/ops/v1/users', body), 201);
  provider.accounts.set(`ana ${made}`, { email, email_verified: true, ...account });
  return { user, account: `ana ${made}` };
}

type Sent = { readonly to: string; readonly cookies: readonly string[] };

/** A page of another site leads here: what the browser gets. */
async function followed(path: string, cookie?: string): Promise<Sent> {
  const headers = { 'sec-fetch-site': 'cross-site', ...(cookie === undefined ? {} : { cookie }) };
  const answer = await browser.get(path, { headers });
  expect([answer.status, answer.headers['referrer-policy']]).toEqual([303, 'no-referrer']);
  const cookies = [answer.headers['set-cookie'] ?? []].flat();
  return { to: String(answer.headers['location']), cookies };
}

const start = (query = '') => followed(`/session/oidc/start${query}`);
const cookieIn = ({ cookies }: Sent, name: string): string | undefined =>
  cookies.find((each) => each.startsWith(`${name}=`))?.split(';')[0];
const kept = (sent: Sent): string => cookieIn(sent, '__Host-affinity-sign-in') ?? '';

/** Goes to the provider, signs in there, and comes back. `change` is what happens to the urls on the way. */
async function signIn(account: string, query = '', change = { to: same, back: same }) {
  const begun = await start(query);
  const back = change.back(await provider.signInAt(change.to(begun.to), account));
  const path = back.slice(engine.baseUrl.length);
  return { path, cookie: kept(begun), end: await followed(path, kept(begun)) };
}

function same(url: string): string {
  return url;
}

const problem = (code: string): string => `${engine.baseUrl}/console/sign-in?problem=${code}`;
const sessionOf = (sent: Sent) => cookieIn(sent, '__Host-affinity');

describe('a login page', () => {
  it('finds which ways there are', async () => {
    const ways = done(await browser.get<Ways>('/session/ways'));
    expect(ways).toEqual({ password: true, openid_connect: { label: 'Entrar com a Empresa' } });
  });
});

describe('a person of the provider', () => {
  it('gets the session of the user with this address, with the same cookie as by a password, and goes on', async () => {
    const { user, account } = await aPerson();
    const { end } = await signIn(account, `?return_to=${encodeURIComponent('/console/webhooks?status=dammed#x')}`);
    expect(end.to).toBe(`${engine.baseUrl}/console/webhooks?status=dammed#x`);
    expect(end.cookies).toEqual([
      expect.stringMatching(/^__Host-affinity=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
      '__Host-affinity-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0',
    ]);
    const cookie = sessionOf(end) ?? '';
    const session = done(await browser.get<Session>('/session', { headers: { cookie } }));
    expect(session).toMatchObject({ email: user.email, roles: ['operations'] });
    expect(Math.abs(Date.parse(session.signed_in_at) - Date.now())).toBeLessThan(60_000);
    const { items } = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { actor: user.id } }));
    expect(items.map(({ action }) => action)).toEqual(['user.signed-in', 'user.provided']);
  });

  it('is the same user later, with another address, and as no other person', async () => {
    const { user, account } = await aPerson();
    expect((await signIn(account)).end.to).toBe(`${engine.baseUrl}/console`);
    provider.accounts.set(account, { email: 'renamed@example.com', email_verified: false });
    expect(sessionOf((await signIn(account)).end)).toBeDefined();
    provider.accounts.set('another', { email: user.email, email_verified: true });
    expect((await signIn('another')).end.to).toBe(problem('USER-NOT-ADMITTED'));
  });

  it('is not bound any more where an admin says so: its sessions are over, and another account takes its place', async () => {
    const { user, account } = await aPerson();
    const cookie = sessionOf((await signIn(account)).end) ?? '';
    const path = `/ops/v1/users/${user.id}`;
    const bound = { provider_subject: `${provider.issuer} ${account}` };
    expect(done(await admin.get(path))).toMatchObject(bound);
    expect(done(await admin.patch(path, { unbind_provider: false }))).toMatchObject(bound);
    done(await browser.get('/session', { headers: { cookie } }));
    expect(done(await admin.patch(path, { unbind_provider: true }))).toMatchObject({ provider_subject: null });
    expect((await browser.get('/session', { headers: { cookie } })).status).toBe(401);
    provider.accounts.set('a new account', { email: user.email, email_verified: true });
    expect(sessionOf((await signIn('a new account')).end)).toBeDefined();
    expect((await signIn(account)).end.to).toBe(problem('USER-NOT-ADMITTED'));
  });

  it('loses the session before', async () => {
    const { account } = await aPerson();
    const before = sessionOf((await signIn(account)).end) ?? '';
    const begun = await start();
    const back = await provider.signInAt(begun.to, account);
    await followed(back.slice(engine.baseUrl.length), `${before}; ${kept(begun)}`);
    expect((await browser.get('/session', { headers: { cookie: before } })).status).toBe(401);
  });

  it('whose password is old may pause an endpoint, and not say where it sends to or get a new signing key', async () => {
    const askedAt = Math.floor(Date.now() / 1_000) - 700;
    const { account } = await aPerson({ askedAt });
    const cookie = sessionOf((await signIn(account)).end) ?? '';
    const call = { headers: { cookie, 'sec-fetch-site': 'same-origin' } };
    const { id, webhookEndpointId } = engine.credentials.partner;
    const path = `/ops/v1/webhook-endpoints/${webhookEndpointId}`;
    done(await browser.patch(path, { paused: true }, call));
    done(await browser.patch(path, { paused: false, end_rotation: true }, call));
    const asked = [
      await browser.patch<Problem>(path, { url: 'https://evil.example/hooks' }, call),
      await browser.patch<Problem>(path, { paused: false, rotate_secret: true }, call),
      await browser.post<Problem>('/ops/v1/webhook-endpoints', { partner_id: id }, call),
    ];
    expect(asked.map(({ status, body }) => [status, body.code])).toEqual(asked.map(() => [403, 'SIGN-IN-AGAIN']));
    expect(done(await admin.get<Endpoint>(path)).url).not.toBe('https://evil.example/hooks');
  });

  it('is asked for the password where the page wants it', async () => {
    expect((await start('?again=true')).to).toMatch(/[?&]prompt=login/);
    expect((await start()).to).not.toMatch(/[?&]prompt=/);
  });
});

describe('a sign-in does not begin', () => {
  it.each<[string, Account, string]>([
    ['with an address that is not verified', { email_verified: false }, 'EMAIL-UNVERIFIED'],
    ['of no user', { email: 'nobody@example.com' }, 'USER-NOT-ADMITTED'],
  ])('%s', async (_, account, code) => {
    const person = await aPerson(account);
    const { end } = await signIn(person.account);
    expect([end.to, sessionOf(end)]).toEqual([problem(code), undefined]);
  });

  it('of a user who is disabled', async () => {
    const { user, account } = await aPerson();
    done(await admin.patch(`/ops/v1/users/${user.id}`, { disabled: true }));
    expect((await signIn(account)).end.to).toBe(problem('USER-NOT-ADMITTED'));
  });

  it.each<[string, (url: string) => string, (url: string) => string, string]>([
    ['with another state', same, (url) => url.replace(/state=[^&]+/, 'state=another'), 'SIGN-IN-STALE'],
    ['without a state', same, (url) => url.replace(/&?state=[^&]+/, ''), 'SIGN-IN-STALE'],
    ['with two states', same, (url) => url.replace(/(state=[^&]+)/, '$1&$1'), 'SIGN-IN-STALE'],
    ['with two codes', same, (url) => url.replace(/(code=[^&]+)/, '$1&code=guessed'), 'PROVIDER-REFUSED'],
    ['with another nonce', (url) => url.replace(/nonce=[^&]+/, 'nonce=another'), same, 'PROVIDER-REFUSED'],
    ['with another code', same, (url) => url.replace(/code=[^&]+/, 'code=guessed'), 'PROVIDER-REFUSED'],
    [
      'with the challenge of another verifier',
      (url) => url.replace(/code_challenge=[^&]+/, `code_challenge=${'x'.repeat(43)}`),
      same,
      'PROVIDER-REFUSED',
    ],
  ])('%s', async (_, to, back, code) => {
    const { account } = await aPerson();
    const { end } = await signIn(account, '', { to, back });
    expect([end.to, sessionOf(end)]).toEqual([problem(code), undefined]);
  });

  it('with a code that was used, nor in another browser', async () => {
    const { account } = await aPerson();
    const { path, cookie } = await signIn(account);
    expect((await followed(path, cookie)).to).toBe(problem('PROVIDER-REFUSED'));
    const begun = await start();
    const back = (await provider.signInAt(begun.to, account)).slice(engine.baseUrl.length);
    const others = kept(await start());
    for (const none of [undefined, others, `${kept(begun).slice(0, -4)}AAAA`, '__Host-affinity-sign-in=x']) {
      expect((await followed(back, none)).to).toBe(problem('SIGN-IN-STALE'));
    }
    expect(sessionOf(await followed(back, kept(begun)))).toBeDefined();
  });

  it.each([
    ...['https://evil.example/', '//evil.example/console', '/\\evil.example', 'javascript:alert(1)', 'console'],
    ...['/ops/v1/users', '/console/../ops', '/consoles', '/console/%2e%2e/docs', '/console\\..\\..', '/console\n'],
    // A browser would not keep the cookie of the attempt.
    `/console?words=${'é'.repeat(800)}`,
  ])('with a way on to %j', async (path) => {
    const answer = await browser.get<Problem>('/session/oidc/start', { query: { return_to: path } });
    expect([answer.status, answer.body.code]).toEqual([400, 'INPUT-INVALID']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('nor where the page to go on to is named twice', async () => {
    const answer = await browser.get<Problem>('/session/oidc/start?return_to=/console&return_to=/console/users');
    expect([answer.status, answer.headers['error-code']]).toEqual([400, 'INPUT-INVALID']);
  });
});

describe('a provider that is away', () => {
  it('is said to be so; the engine starts, passwords are taken, and it is found when it is back', async () => {
    const { account } = await aPerson();
    const begun = await start();
    const back = (await provider.signInAt(begun.to, account)).slice(engine.baseUrl.length);
    await provider.stop();
    await engine.restart({ PORT: new URL(engine.baseUrl).port });
    expect((await start()).to).toBe(problem('PROVIDER-UNAVAILABLE'));
    expect((await followed(back, kept(begun))).to).toBe(problem('PROVIDER-UNAVAILABLE'));
    done(await browser.get('/session/ways'));
    await provider.start();
    await eventually(async () => expect((await start()).to).toContain('/auth?'));
    expect(engine.stderr()).toMatch(/"reason":"[^"]*ECONNREFUSED.*a sign-in by OpenID Connect failed/);
    expect(engine.stderr()).not.toMatch(/ana\d+@|a secret of the engine/);
  });
});

describe('an engine without a provider', () => {
  it('says so', async () => {
    const other = await startEngine({ env: { OIDC_ISSUER: '' } });
    const anyone = clientFor(other, null);
    expect(done(await anyone.get<Ways>('/session/ways'))).toEqual({ password: true, openid_connect: null });
    for (const path of ['/session/oidc/start', '/session/oidc/callback']) {
      const { status, headers } = await anyone.get(path);
      expect([status, headers['location']]).toEqual([303, `${other.baseUrl}/console/sign-in?problem=PROVIDER-NONE`]);
    }
  });
});
