import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isDomainError } from '@affinity-engine/kernel';
import type { ServerResponse } from 'node:http';
import { openIdProvider, type OpenIdSettings } from './index.js';
import { startProvider, type Conduct } from './testing/provider-server.js';

const server = await startProvider();
afterAll(() => server.close());

let said: { readonly code: string; readonly reason: string }[];
let time: number;
beforeEach(() => {
  server.conduct({});
  server.requests.length = 0;
  said = [];
  time = Date.now();
});

const settings: OpenIdSettings = {
  ...{ issuer: server.issuer, clientId: 'engine', clientSecret: 's3cret', scopes: 'openid email profile' },
  timeoutMs: 300,
};
const back = 'http://127.0.0.1:3000/session/oidc/callback';
const provider = (changes: Partial<OpenIdSettings> = {}) =>
  openIdProvider(
    { ...settings, ...changes },
    () => back,
    (failure) => void said.push(failure),
    () => time,
  );

async function signIn(changes?: Partial<OpenIdSettings>) {
  const { begin, finish } = provider(changes);
  const { url, checks } = await begin(false);
  return finish(await server.signInAt(url), checks);
}

const refusalOf = (result: Promise<unknown>): Promise<string> =>
  result.then(
    () => 'none',
    (thrown: unknown) => (isDomainError(thrown) ? thrown.code : String(thrown)),
  );

const pathsOf = () => server.requests.map(({ path }) => path);
const hangs = () => undefined;
const fails = (response: ServerResponse) => void response.writeHead(502).end('bad gateway');
const discovery = '/.well-known/openid-configuration';

describe('where a browser is sent', () => {
  it('says who asks for what, where to go back to, and what must come back', async () => {
    const { url, checks } = await provider().begin(false);
    const { origin, pathname, searchParams } = new URL(url);
    expect([origin, pathname]).toEqual([server.issuer, '/auth']);
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ client_id: 'engine', response_type: 'code', redirect_uri: back, scope: 'openid email profile' },
      ...{ state: checks.state, nonce: checks.nonce, code_challenge_method: 'S256', max_age: '28800' },
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(url).not.toContain(checks.verifier);
    const other = await provider().begin(true);
    expect(new Set([...Object.values(checks), ...Object.values(other.checks)]).size).toBe(6);
    expect(other.url).toMatch(/max_age=0.*prompt=login/);
  });
});

describe('a person', () => {
  it('is who the signed token says, with the moment of the password', async () => {
    expect(await signIn()).toEqual({
      ...{ issuer: server.issuer, subject: 'ana', verifiedEmail: 'ana@example.com' },
      authenticatedAt: expect.closeTo(Date.now() - 30_000, -4),
    });
    expect(said).toEqual([]);
  });

  it.each<[string, Conduct, string | null]>([
    ['in the token', {}, 'ana@example.com'],
    ['written as a text', { claims: { email_verified: 'true' } }, 'ana@example.com'],
    ['at userinfo', { claims: { email: undefined }, userinfo: mail({ email_verified: true }) }, 'ana@example.com'],
    ['nowhere', { claims: { email: undefined }, userinfo: { sub: 'ana' } }, null],
    ['not verified', { claims: { email_verified: false } }, null],
    ['of which it is not said whether it is verified', { claims: { email_verified: undefined } }, null],
    ['not verified at userinfo', { claims: { email: undefined }, userinfo: mail({}) }, null],
  ])('has an address that is %s', async (_, conduct, expected) => {
    server.conduct(conduct);
    expect((await signIn()).verifiedEmail).toBe(expected);
  });

  it('gave the password long ago, if the provider does not say when', async () => {
    server.conduct({ claims: { auth_time: undefined } });
    expect((await signIn()).authenticatedAt).toBe(time - 8 * 3_600_000);
  });

  it.each([
    [['client_secret_basic'], 's3cret', 'Basic ZW5naW5lOnMzY3JldA==', null],
    [undefined, 's3cret', 'Basic ZW5naW5lOnMzY3JldA==', null],
    [['client_secret_post'], 's3cret', '', 's3cret'],
    [undefined, null, '', null],
  ])('is asked for at a provider that takes %j with the secret %s', async (methods, secret, header, sent) => {
    server.conduct({ metadata: { token_endpoint_auth_methods_supported: methods } });
    await signIn({ clientSecret: secret });
    const asked = server.requests.find(({ path }) => path === '/token');
    expect([asked?.authorization, asked?.body.get('client_secret')]).toEqual([header, sent]);
  });
});

function mail(more: object) {
  return { sub: 'ana', email: 'ana@example.com', ...more };
}

describe('a sign-in is refused', () => {
  it.each<[string, Conduct]>([
    ['with a token of another key', { isForged: true }],
    ['with another nonce', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['with a token of another issuer', { claims: { iss: 'https://other.example' } }],
    ['with a token for another client', { claims: { aud: 'another' } }],
    ['with a token that is over', { claims: { exp: 1_000 } }],
    ['with userinfo of another person', { claims: { email: undefined }, userinfo: { ...mail({}), sub: 'bia' } }],
  ])('%s', async (_, conduct) => {
    server.conduct(conduct);
    expect(await refusalOf(signIn())).toBe('PROVIDER-REFUSED');
    expect(said).toEqual([{ code: 'PROVIDER-REFUSED', reason: expect.stringMatching(/OAUTH/) }]);
    expect(JSON.stringify(said)).not.toMatch(/ana|example\.com/);
  });

  it('with another state, verifier, issuer or code, one that was used, and where the person said no', async () => {
    const { begin, finish } = provider();
    const { url, checks } = await begin(false);
    const answer = await server.signInAt(url);
    for (const [changed, kept] of [
      [{ ...answer, state: 'another' }, checks],
      [{ ...answer, iss: 'https://other.example' }, checks],
      [{ ...answer, code: 'guessed' }, checks],
      [answer, { ...checks, verifier: 'x'.repeat(43) }],
      [{ state: answer['state'] ?? '', error: 'access_denied' }, checks],
    ] as const) {
      expect(await refusalOf(finish(changed, kept))).toBe('PROVIDER-REFUSED');
    }
    expect((await finish(answer, checks)).subject).toBe('ana');
    expect(await refusalOf(finish(answer, checks))).toBe('PROVIDER-REFUSED');
    expect(said.map(({ reason }) => reason).join()).toMatch(/invalid_grant.*access_denied/);
  });
});

describe('a provider that is away', () => {
  it.each<[string, Conduct]>([
    ['hangs', { answers: { [discovery]: hangs } }],
    ['fails', { answers: { [discovery]: fails } }],
    ['is another one', { metadata: { issuer: 'https://other.example' } }],
  ])('and %s is said to be so at once, and is not asked again for two seconds', async (_, conduct) => {
    server.conduct(conduct);
    const { begin } = provider();
    const refusals = await Promise.all([begin(false), begin(true), begin(false)].map(refusalOf));
    expect([...refusals, await refusalOf(begin(false))]).toEqual(Array(4).fill('PROVIDER-UNAVAILABLE'));
    expect(pathsOf()).toEqual([discovery]);
    server.conduct({});
    time += 2_000;
    expect((await begin(false)).url).toContain('/auth?');
  });

  it.each<[string, Conduct]>([
    ['the token', { answers: { '/token': hangs } }],
    ['the token', { answers: { '/token': fails } }],
    ['its keys', { answers: { '/keys': hangs } }],
    ['userinfo', { answers: { '/me': hangs }, claims: { email: undefined } }],
  ])('when asked for %s is said to be so', async (_, conduct) => {
    server.conduct(conduct);
    expect(await refusalOf(signIn())).toBe('PROVIDER-UNAVAILABLE');
  });

  it('holds up 32 people at most', async () => {
    const { begin, finish } = provider();
    const { url, checks } = await begin(false);
    server.conduct({ answers: { '/token': hangs } });
    const answer = await server.signInAt(url);
    const refusals = await Promise.all(Array.from({ length: 33 }, () => refusalOf(finish(answer, checks))));
    expect(new Set(refusals)).toEqual(new Set(['PROVIDER-UNAVAILABLE']));
    expect(pathsOf().filter((path) => path === '/token')).toHaveLength(32);
  });

  it('that is nowhere is said to be so', async () => {
    const other = await startProvider();
    await other.close();
    expect(await refusalOf(provider({ issuer: other.issuer }).begin(false))).toBe('PROVIDER-UNAVAILABLE');
    expect(said[0]?.reason).toContain('ECONNREFUSED');
  });
});

it('is looked for when a person signs in, once, and again after an hour', async () => {
  const { begin } = provider();
  expect(pathsOf()).toEqual([]);
  await Promise.all([begin(false), begin(false)]);
  await begin(false);
  expect(pathsOf()).toEqual([discovery]);
  time += 3_600_000;
  await begin(false);
  expect(pathsOf()).toEqual([discovery, discovery]);
});

it('is asked over https, if its url says so', async () => {
  const issuer = server.issuer.replace('http:', 'https:');
  expect(await refusalOf(provider({ issuer }).begin(false))).toBe('PROVIDER-UNAVAILABLE');
  expect(pathsOf()).toEqual([]);
});
