import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Call, Client, Engine } from '@affinity-engine/test-harness';
import { done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { AuditEntry, Endpoint, Listed, Problem } from './fixtures/wire.js';

type User = { readonly id: string; readonly email: string; readonly [field: string]: unknown };
type Session = {
  readonly name: string;
  readonly roles: readonly string[];
  readonly calls: readonly string[];
  readonly partner_id: string | null;
};

let engine: Engine;
let admin: Client;
let browser: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, STRANGERS_PER_SECOND: '1000' } });
  [admin, browser] = [clientFor(engine, 'admin'), clientFor(engine, null)];
});

const password = 'correct horse battery staple';
/** A page of the engine, with the cookie that it keeps. */
const page = (cookie?: string): Call => ({
  headers: { 'sec-fetch-site': 'same-origin', ...(cookie === undefined ? {} : { cookie }) },
});

let made = 0;
async function aUser(fields: object = {}): Promise<User> {
  made += 1;
  const user = { name: 'Ana Souza', email: `ana${made}@example.com`, roles: ['operations'], password };
  return done(await admin.post<User>('/ops/v1/users', { ...user, ...fields }), 201);
}

const signIn = (email: string, text = password, call = page()) =>
  browser.post<Session & Problem>('/session', { email, password: text }, call);

async function cookieOf(user: User): Promise<string> {
  const answer = await signIn(user.email);
  done(answer);
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

const refusal = async (answer: Promise<{ readonly status: number; readonly body: unknown }>) => {
  const { status, body } = await answer;
  return [status, (body as Problem).code];
};

describe('a person', () => {
  it('signs in with e-mail address and password, and gets a cookie that no script and no other site has', async () => {
    const user = await aUser();
    const answer = await signIn(user.email.toUpperCase());
    expect(done(answer)).toMatchObject({ name: 'Ana Souza', email: user.email, roles: ['operations'] });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-affinity=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const session = done(await browser.get<Session>('/session', page(cookie)));
    expect(session.calls).toEqual(expect.arrayContaining(['listCertificates', 'skipHead']));
    expect(session.calls).not.toEqual(expect.arrayContaining(['createClient']));
    expect(JSON.stringify([answer.body, session])).not.toContain(cookie.split('=')[1]);
  });

  it.each([
    ['another password', password.toUpperCase(), 401, 'SIGN-IN-REFUSED'],
    ['no password', '', 400, 'INPUT-INVALID'],
  ])('is refused with %s', async (_, text, status, code) => {
    const user = await aUser();
    expect(await refusal(signIn(user.email, text))).toEqual([status, code]);
    expect((await signIn(user.email, text)).headers['set-cookie']).toBeUndefined();
  });

  it('makes the calls of the role, in its own name, and no others', async () => {
    const user = await aUser();
    const cookie = await cookieOf(user);
    const partner = engine.credentials.partner.id;
    const query = { partner_id: partner };
    const { items } = done(
      await browser.get<Listed<Endpoint>>('/ops/v1/webhook-endpoints', { ...page(cookie), query }),
    );
    done(await browser.patch(`/ops/v1/webhook-endpoints/${items[0]?.id}`, { paused: false }, page(cookie)));
    const trail = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { actor: user.id } })).items.map(
      ({ action }) => action,
    );
    expect(trail).toEqual(['webhook-endpoint.changed', 'user.signed-in']);
    for (const path of ['/ops/v1/clients', '/ops/v1/users', '/ops/v1/accounts', '/v1/affinity']) {
      const { status, headers } = await browser.get(path, page(cookie));
      expect([status, headers['error-code']]).toEqual([403, 'ROLE-REFUSED']);
    }
  });

  it('signs out on the server, too, and by an operator everywhere', async () => {
    const user = await aUser();
    const [one, other] = [await cookieOf(user), await cookieOf(user)];
    const out = await browser.delete('/session', undefined, page(one));
    expect([out.status, out.headers['set-cookie']]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect(await refusal(browser.get('/session', page(one)))).toEqual([401, 'SESSION-INVALID']);
    done(await browser.get('/session', page(other)));
    expect((await admin.delete(`/ops/v1/users/${user.id}/sessions`)).status).toBe(204);
    expect(await refusal(browser.get('/session', page(other)))).toEqual([401, 'SESSION-INVALID']);
  });

  it('loses the session before when it signs in again', async () => {
    const user = await aUser();
    const before = await cookieOf(user);
    done(await signIn(user.email, password, page(before)));
    expect(await refusal(browser.get('/session', page(before)))).toEqual([401, 'SESSION-INVALID']);
  });

  it('is kept out once it is disabled, and with fewer roles may do less at once', async () => {
    const user = await aUser();
    const cookie = await cookieOf(user);
    done(await admin.patch(`/ops/v1/users/${user.id}`, { roles: ['broker'] }));
    expect(await refusal(browser.get('/ops/v1/affinities', page(cookie)))).toEqual([401, 'SESSION-INVALID']);
    const again = await cookieOf(user);
    expect(await refusal(browser.get('/ops/v1/affinities', page(again)))).toEqual([403, 'ROLE-REFUSED']);
    done(await admin.patch(`/ops/v1/users/${user.id}`, { disabled: true }));
    expect(await refusal(browser.get('/session', page(again)))).toEqual([401, 'SESSION-INVALID']);
    expect(await refusal(signIn(user.email))).toEqual([401, 'SIGN-IN-REFUSED']);
  });
});

describe('a session', () => {
  let cookie: string;
  beforeAll(async () => {
    cookie = await cookieOf(await aUser({ roles: ['admin'] }));
  });
  const send = (headers: Readonly<Record<string, string>>) =>
    browser.post('/ops/v1/clients', { name: 'One', role: 'admin' }, { headers: { cookie, ...headers } });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another host of this site', { 'sec-fetch-site': 'same-site' }],
    ['that no page made', { 'sec-fetch-site': 'none' }],
    ['of an old browser on another site', { origin: 'https://evil.example' }],
    ['of a sandboxed frame', { origin: 'null' }],
    ['of a program that says nothing', {}],
  ])('is good for no write %s', async (_, headers) => {
    expect(await refusal(send(headers))).toEqual([403, 'CROSS-SITE-REFUSED']);
  });

  it('is good for a page of the engine, by either header', async () => {
    expect((await send({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await send({ origin: engine.baseUrl })).status).toBe(201);
  });

  it('is refused beside a token: one of the two would be ignored', async () => {
    const headers = { cookie, authorization: `Bearer ${await admin.token()}` };
    expect(await refusal(browser.get('/ops/v1/clients', { headers }))).toEqual([400, 'CREDENTIALS-TWICE']);
  });

  it('is begun by no other site, and by no page whose cookie the browser would not keep', async () => {
    const user = await aUser();
    const from = (headers: Readonly<Record<string, string>>) => refusal(signIn(user.email, password, { headers }));
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toEqual([403, 'CROSS-SITE-REFUSED']);
    const plain = { 'sec-fetch-site': 'same-origin', origin: 'http://engine.example' };
    expect(await from(plain)).toEqual([403, 'INSECURE-ORIGIN']);
  });

  it('says nothing of a form: what changes something is JSON', async () => {
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await browser.post('/ops/v1/clients', undefined, { headers, raw: 'name=One&role=admin' });
    expect(answer.status).toBe(415);
  });
});

describe('a portal link', () => {
  it('signs a developer of the partner in, once, and shows the partner’s own', async () => {
    const partner = engine.credentials.partner.id;
    const made = await admin.post<{ url: string }>(`/ops/v1/partners/${partner}/portal-links`, { minutes: 5 });
    const [url, token] = done(made, 201).url.split('#');
    expect(url).toBe(`${engine.baseUrl}/console/portal`);
    const answer = await browser.post<Session>('/session/portal', { token }, page());
    expect(done(answer)).toMatchObject({ partner_id: partner, roles: ['partner-developer'] });
    expect(await refusal(browser.post('/session/portal', { token }, page()))).toEqual([404, 'PORTAL-LINK-OVER']);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const { items } = done(await browser.get<Listed<Endpoint>>('/v1/webhooks/endpoints', page(cookie)));
    expect(new Set(items.map(({ owner_id: owner }) => owner))).toEqual(new Set([partner]));
    expect(await refusal(browser.get('/ops/v1/webhook-endpoints', page(cookie)))).toEqual([403, 'ROLE-REFUSED']);
    expect((await browser.get('/v1/affinity', page(cookie))).status).toBe(403);
  });

  it('is void, and its session over, once operators end the portal of the partner; another partner’s stays', async () => {
    const { partner, otherPartner } = engine.credentials;
    const link = async (id: string) =>
      done(await admin.post<{ url: string }>(`/ops/v1/partners/${id}/portal-links`), 201).url.split('#')[1];
    const use = async (token: string | undefined) => {
      const { headers } = await browser.post<Session>('/session/portal', { token }, page());
      return String(headers['set-cookie']).split(';')[0] ?? '';
    };
    const path = `/ops/v1/partners/${partner.id}/portal-sessions`;
    done(await admin.delete(path));
    const [session, foreign, unused] = [
      await use(await link(partner.id)),
      await use(await link(otherPartner.id)),
      await link(partner.id),
    ];
    expect(await refusal(browser.delete(path, undefined, page(session)))).toEqual([403, 'ROLE-REFUSED']);
    const operator = await aUser();
    const ended = await browser.delete(path, undefined, page(await cookieOf(operator)));
    expect(done(ended)).toEqual({ sessions: 1, links: 1 });
    expect(await refusal(browser.get('/session', page(session)))).toEqual([401, 'SESSION-INVALID']);
    expect(await refusal(browser.post('/session/portal', { token: unused }, page()))).toEqual([
      404,
      'PORTAL-LINK-OVER',
    ]);
    expect(done(await browser.get<Session>('/session', page(foreign))).partner_id).toBe(otherPartner.id);
    const query = { subject: partner.id, action: 'portal.ended' };
    const [entry] = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query })).items;
    expect(entry).toMatchObject({ actor: operator.id, details: { sessions: 1, links: 1 } });
    const nobody = await admin.delete('/ops/v1/partners/01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51/portal-sessions');
    expect(await refusal(Promise.resolve(nobody))).toEqual([404, 'PARTNER-UNKNOWN']);
  });

  it('takes the place of the session that the browser had before', async () => {
    const before = await cookieOf(await aUser());
    const { id } = engine.credentials.partner;
    const made = await admin.post<{ url: string }>(`/ops/v1/partners/${id}/portal-links`);
    const [, token] = done(made, 201).url.split('#');
    done(await browser.post<Session>('/session/portal', { token }, page(before)));
    expect(await refusal(browser.get('/session', page(before)))).toEqual([401, 'SESSION-INVALID']);
  });
});

describe('users', () => {
  it('are listed without what they sign in with, changed, and their address is theirs alone', async () => {
    const user = await aUser({ roles: ['underwriter'] });
    const { items } = done(await admin.get<Listed<User>>('/ops/v1/users', { query: { rows: 100 } }));
    expect(items.find(({ id }) => id === user.id)).toEqual(user);
    expect(user).toMatchObject({
      has_password: true,
      disabled_at: null,
    });
    expect(JSON.stringify(items)).not.toMatch(/argon2|horse/);
    expect(done(await admin.patch<User>(`/ops/v1/users/${user.id}`, { name: 'Bia' }))).toMatchObject({ name: 'Bia' });
    const again = admin.post('/ops/v1/users', { name: 'X', email: user.email, roles: ['broker'], password });
    expect(await refusal(again)).toEqual([409, 'USER-EMAIL-TAKEN']);
  });

  it.each<[object, readonly string[]]>([
    [{ roles: [] }, ['roles']],
    [{ roles: ['emperor'] }, ['roles[0]']],
    [{ password: 'short' }, ['password']],
    [{ email: 'nobody' }, ['email']],
    [{ roles: ['partner-developer'] }, ['partner_id']],
  ])('are refused with %j by the name of the field', async (fields, paths) => {
    const user = { name: 'Ana', email: 'new@example.com', roles: ['broker'], password, ...fields };
    const answer = await admin.post<Problem & { faults: readonly { path: string }[] }>('/ops/v1/users', user);
    expect([answer.status, answer.body.code]).toEqual([400, 'INPUT-INVALID']);
    expect(answer.body.faults.map(({ path }) => path)).toEqual(paths);
  });

  it('are in no database with the password that they chose', async () => {
    const user = await aUser();
    const change = done(
      await admin.patch<User>(`/ops/v1/users/${user.id}`, { password: 'another horse battery staple' }),
    );
    expect(change.id).toBe(user.id);
    expect(await refusal(signIn(user.email))).toEqual([401, 'SIGN-IN-REFUSED']);
    done(await signIn(user.email, 'another horse battery staple'));
  });
});
