import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, sendRaw, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';

type Token = { readonly access_token: string; readonly scope: string };
type Refused = { readonly error: string; readonly error_description: string };

let engine: Engine;
let anyone: Client;
let own: { readonly client_id: string; readonly client_secret: string };

beforeAll(async () => {
  engine = await startEngine();
  anyone = clientFor(engine, null);
  const { clientId, clientSecret } = engine.credentials.partner;
  own = { client_id: clientId, client_secret: clientSecret };
});

const grant = { grant_type: 'client_credentials' };
const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const ownBasic = () => basic(own.client_id, own.client_secret);

const asJson = (body: object, headers: Readonly<Record<string, string>> = {}) =>
  anyone.post<Token & Refused>('/oauth2/token', body, { headers });
const asForm = (fields: string, path = '/oauth2/token') =>
  anyone.post<Token & Refused>(path, undefined, { raw: fields, headers: formType });
const ownForm = (fields: object = {}) => new URLSearchParams({ ...grant, ...own, ...fields }).toString();

describe('credentials', () => {
  it('as Basic may go with the same client in the body', async () => {
    expect((await asJson({ ...grant, client_id: own.client_id }, { authorization: ownBasic() })).status).toBe(200);
  });

  it('as Basic are refused beside another client in the body', async () => {
    const body = { ...grant, client_id: engine.credentials.otherPartner.clientId };
    const answer = await asJson(body, { authorization: ownBasic() });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    expect(answer.body.error_description).toContain('client_id');
  });

  it.each(['Basic %%%', 'Basic', 'Basic ====', 'Basic a b', 'Bearer token', 'Digest username="x"'])(
    'in the body are refused beside the authorization "%s"',
    async (authorization) => {
      const answer = await asJson({ ...grant, ...own }, { authorization });
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    },
  );

  it('in the query are not read', async () => {
    const query = new URLSearchParams(own).toString();
    const answer = await asForm('grant_type=client_credentials', `/oauth2/token?${query}`);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });
});

describe('a parameter', () => {
  it.each([
    ['scope', () => ownForm({ scope: '' })],
    ['audience', () => ownForm({ audience: '' })],
    ['nobody knows', () => ownForm({ resource: 'https://api.example' })],
  ])('without a value, or one that is not known, is ignored: %s', async (_, fields) => {
    expect((await asForm(fields())).status).toBe(200);
  });

  it.each([
    ['client_secret', 'beside Basic, without a value'],
    ['client_id', 'beside Basic, without a value'],
  ])('counts as left out: %s %s', async (name) => {
    const raw = new URLSearchParams({ ...grant, [name]: '' }).toString();
    const headers = { ...formType, authorization: ownBasic() };
    expect((await anyone.post('/oauth2/token', undefined, { raw, headers })).status).toBe(200);
  });

  it('without a value in JSON counts as left out', async () => {
    expect((await asJson({ ...grant, ...own, scope: '', audience: null })).status).toBe(200);
  });

  it('in the query is ignored', async () => {
    expect((await asForm(ownForm(), '/oauth2/token?tenant=1')).status).toBe(200);
  });

  it.each<[string, () => string, string]>([
    ['an empty grant type', () => ownForm({ grant_type: '' }), 'invalid_request'],
    ['an empty secret', () => ownForm({ client_secret: '' }), 'invalid_request'],
    ['a grant type given twice', () => `${ownForm()}&grant_type=client_credentials`, 'invalid_request'],
    ['a grant type given twice, once without a value', () => `${ownForm()}&grant_type=`, 'invalid_request'],
    ['a secret given twice', () => `${ownForm()}&client_secret=x`, 'invalid_request'],
    ['another grant type', () => ownForm({ grant_type: 'password' }), 'unsupported_grant_type'],
    ['a scope that is no list of words', () => ownForm({ scope: 'affinity "all"' }), 'invalid_scope'],
    ['a scope with two spaces', () => ownForm({ scope: 'one  two' }), 'invalid_scope'],
  ])('is refused by its RFC name: %s', async (_, fields, error) => {
    const answer = await asForm(fields());
    expect([answer.status, answer.body.error]).toEqual([400, error]);
  });

  it('is described in plain ASCII, also where other text was sent', async () => {
    const sent = `{"grant_type":"client_credentials","ä\\"":1,"ä\\"":2}`;
    const { body } = await anyone.post<Refused>('/oauth2/token', undefined, { raw: sent });
    expect(body.error_description).toMatch(/^[ !#-[\]-~]+$/);
  });
});

describe('the scope of a token', () => {
  it.each([
    ['partner', 'admin root'],
    ['partner', undefined],
    ['admin', 'admin'],
    ['account', 'affinity'],
  ] as const)('of a client of role %s is its role, also if it asks for %s', async (role, scope) => {
    const { clientId, clientSecret } = engine.credentials[role];
    const answer = await asJson({ ...grant, client_id: clientId, client_secret: clientSecret, scope });
    expect([answer.status, answer.body.scope]).toEqual([200, role]);
  });
});

describe('the authorization server', () => {
  it('publishes what the token call takes', async () => {
    const { status, body } = await anyone.get('/.well-known/oauth-authorization-server');
    expect([status, body]).toEqual([
      200,
      {
        issuer: engine.baseUrl,
        token_endpoint: `${engine.baseUrl}/oauth2/token`,
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        grant_types_supported: ['client_credentials'],
        response_types_supported: [],
        scopes_supported: ['partner', 'admin', 'account'],
        service_documentation: `${engine.baseUrl}/docs`,
      },
    ]);
  });

  it('refuses in the shape of the token call while it shuts down', async () => {
    const stopping = await startEngine();
    const { host } = new URL(stopping.baseUrl);
    const head = `POST /oauth2/token HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
    const answer = await sendRaw(stopping.baseUrl, head, {
      async then() {
        void stopping.terminate();
        await eventually(async () => {
          const ready = await sendRaw(stopping.baseUrl, `GET /health/ready HTTP/1.1\r\nHost: ${host}\r\n\r\n`).catch(
            () => null,
          );
          expect(ready?.status).not.toBe(200);
        });
        return `Content-Length: 0\r\n\r\n`;
      },
    });
    expect([answer?.status, answer?.headers['retry-after'], JSON.parse(answer?.body ?? '{}')]).toEqual([
      503,
      '2',
      { error: 'temporarily_unavailable', error_description: expect.any(String) },
    ]);
  });
});
